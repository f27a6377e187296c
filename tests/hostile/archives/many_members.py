# tries: a zip of 60,000 members
# must: refused
# refused: yes
# portable: yes
import zipfile


def make(folder, honest):
    with zipfile.ZipFile(folder / "many.zip", "w") as archive:
        for number in range(60_000):
            archive.writestr(f"{number}", b"")
    return folder / "many.zip"
