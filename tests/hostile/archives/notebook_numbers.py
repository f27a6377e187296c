# tries: cells whose source is a number, a dictionary, or missing; a format version that does not exist
# must: refused as no notebook
# honest: 0/5
# portable: yes
import json


def make(folder, honest):
    cells = [{"cell_type": "code", "source": {"a": 1}}, {"cell_type": "code", "source": 3}, {"cell_type": "code"}, 7]
    (folder / "vectors.ipynb").write_text(json.dumps({"cells": cells, "nbformat": 10**400, "nbformat_minor": []}))
    return folder / "vectors.ipynb"
