# tries: a member that says that it is encrypted
# must: that student's problem is said
# honest: 0/5
# portable: yes
import zipfile


def make(folder, honest):
    path = folder / "class.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("hostile/vectors.py", honest)
    data = bytearray(path.read_bytes())
    data[6] |= 1
    data[data.rindex(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(data)
    return path
