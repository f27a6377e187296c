# tries: a zip whose member is a link to a file of the teacher's
# must: left alone
# refused: yes
# portable: yes
import zipfile


def make(folder, honest):
    with zipfile.ZipFile(folder / "link.zip", "w") as archive:
        info = zipfile.ZipInfo("vectors.py")
        info.external_attr = 0o120777 << 16
        archive.writestr(info, "/etc/passwd")
    return folder / "link.zip"
