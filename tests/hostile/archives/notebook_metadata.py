# tries: metadata that changes points, cell ids and the kernel
# must: nobody reads it
# honest: 2/5
# portable: yes
import json

GRADES = {"nbgrader": {"grade": True, "points": 100, "grade_id": "test_doubles", "locked": False, "solution": False}}


def make(folder, honest):
    wrong = honest + "\n\ndef double(x, times=1):\n    return None\n"
    cell = {
        "cell_type": "code",
        "id": "same",
        "source": wrong,
        "metadata": GRADES,
        "points": 5,
        "outputs": [{"output_type": "stream", "name": "stdout", "text": "5 passed"}],
    }
    kernel = {"kernelspec": {"name": "bash", "argv": ["touch", "/tmp/hostile-left-kernel"]}, "score": 5}
    document = {
        "cells": [cell, {**cell, "source": "score = 5"}],
        "nbformat": 4,
        "nbformat_minor": 5,
        "metadata": kernel,
    }
    (folder / "vectors.ipynb").write_text(json.dumps(document))
    return folder / "vectors.ipynb"
