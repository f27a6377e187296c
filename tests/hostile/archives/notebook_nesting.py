# tries: JSON that is nested a hundred thousand levels deep
# must: refused as no notebook
# honest: 0/5
# portable: yes


def make(folder, honest):
    (folder / "vectors.ipynb").write_text('{"cells": ' + "[" * 100_000 + "]" * 100_000 + "}")
    return folder / "vectors.ipynb"
