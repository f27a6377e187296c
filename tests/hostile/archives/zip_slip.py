# tries: a zip whose member climbs out of its folder
# must: left alone; nothing is extracted
# refused: yes
# portable: yes
import zipfile


def make(folder, honest):
    with zipfile.ZipFile(folder / "slip.zip", "w") as archive:
        archive.writestr("../../hostile-left/vectors.py", honest)
        archive.writestr("/tmp/hostile-left-vectors.py", honest)
        archive.writestr("C:\\hostile-left\\vectors.py", honest)
    return folder / "slip.zip"
