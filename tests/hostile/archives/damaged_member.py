# tries: a member whose compressed bytes are damaged, beside the honest one of another student
# must: that student's problem is said; the other is graded
# honest: 0/5
# portable: yes
import zipfile


def make(folder, honest):
    path = folder / "class.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("hostile/vectors.py", honest * 50)
    data = bytearray(path.read_bytes())
    start = data.index(b"vectors.py") + len("vectors.py")
    data[start + 10 : start + 60] = b"\xff" * 50
    path.write_bytes(data)
    return path
