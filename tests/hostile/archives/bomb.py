# tries: a member that unpacks to 256 MB
# must: read up to the limit, and refused
# honest: 0/5
# portable: yes
import zipfile


def make(folder, honest):
    with zipfile.ZipFile(folder / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        with archive.open("vectors.py", "w") as member:
            for _ in range(256):
                member.write(bytes(1 << 20))
    return folder / "bomb.zip"
