# tries: a folder's name that is markup, escape sequences and a path
# must: a student with a strange name, who gets what the work earns
# honest: 5/5
# portable: yes
import zipfile


def make(folder, honest):
    with zipfile.ZipFile(folder / "class.zip", "w") as archive:
        archive.writestr("<script>\x1b[2J=cmd()/vectors.py", honest)
    return folder / "class.zip"
