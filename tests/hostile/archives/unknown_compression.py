# tries: a member whose way of compression does not exist
# must: that student's problem is said
# honest: 0/5
# portable: yes
import zipfile


def make(folder, honest):
    path = folder / "class.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("hostile/vectors.py", honest)
    data = bytearray(path.read_bytes())
    data[8] = 77
    data[data.rindex(b"PK\x01\x02") + 10] = 77
    path.write_bytes(data)
    return path
