# tries: 60 MB of empty lists, which become 2 GB of objects
# must: refused before it is read
# honest: 0/5
# portable: yes


def make(folder, honest):
    (folder / "vectors.ipynb").write_bytes(b'{"cells": [], "x": [' + b"[]," * (20 << 20) + b"[]]}")
    return folder / "vectors.ipynb"
