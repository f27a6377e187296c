# tries: a coding line that hides what the source says
# must: read by Python's own rules, or refused
# honest: 0/5
# portable: yes


def make(folder, honest):
    (folder / "vectors.py").write_bytes(b"# -*- coding: rot13 -*-\n" + honest.encode())
    return folder / "vectors.py"
