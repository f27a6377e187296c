from __future__ import annotations

import json
from pathlib import Path

import nbformat
import pytest

from autograder.course import Unit
from autograder.nbgrader.handin import Found, hand_in
from autograder.nbgrader.restoration import restore
from tests.conftest import write

DOUBLE = "def double(x, times=1):\n    return x"


def notebook(*sources: str, **extra: object) -> str:
    cells = [{"cell_type": "code", "source": source} for source in sources]
    return json.dumps({"nbformat": 4, "cells": cells, **extra})


def put(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        write(folder / name.replace("__", "."), text)
    return folder


def test_a_notebook_without_any_metadata_is_read(unit: Unit, tmp_path: Path) -> None:
    found = hand_in(put(tmp_path, scaling__ipynb=notebook(DOUBLE)), unit, "ann")
    assert found.cells == (Found("code", DOUBLE),)
    assert [cell.source for cell in found.submission.cells] == [DOUBLE]
    assert found.from_notebook


def test_headings_and_inputs_of_format_3_are_read(unit: Unit, tmp_path: Path) -> None:
    cells = [
        {"cell_type": "heading", "level": 1, "source": ["Title"]},
        {"cell_type": "code", "input": ["a = 1\n", "b = 2"]},
    ]
    text = json.dumps({"nbformat": 3, "worksheets": [{"cells": cells}]})
    found = hand_in(put(tmp_path, scaling__ipynb=text), unit, "ann")
    assert [(cell.cell_type, cell.source) for cell in found.cells] == [("markdown", "Title"), ("code", "a = 1\nb = 2")]


@pytest.mark.parametrize(
    "text", ["", "no JSON", "[]", '{"cells": 3}', '{"cells": [{"cell_type": "code"}]}', "[" * 9999]
)
def test_what_is_no_notebook_is_a_problem_and_no_crash(unit: Unit, tmp_path: Path, text: str) -> None:
    found = hand_in(put(tmp_path, scaling__ipynb=text), unit, "ann")
    assert "scaling.ipynb is not a Jupyter notebook" in found.submission.problem or found.submission.cells == ()
    assert found.cells == ()
    assert not found.from_notebook


def test_strange_metadata_and_half_characters_do_no_harm(unit: Unit, tmp_path: Path) -> None:
    cells = [
        {"cell_type": "code", "source": "a = 1", "metadata": []},
        {"cell_type": "markdown", "source": "\ud800 half", "metadata": {"nbgrader": "x"}, "attachments": {"a": 3}},
        {"cell_type": "sql", "source": "SELECT", "metadata": {"nbgrader": {"grade_id": 7, "points": "many"}}},
    ]
    found = hand_in(put(tmp_path, scaling__ipynb=json.dumps({"cells": cells})), unit, "ann")
    text = nbformat.writes(restore(found.cells, ()).notebook)
    assert "? half" in text
    assert [(cell.cell_type, cell.name, cell.points) for cell in found.cells][2] == ("raw", "7", None)


def test_the_module_counts_beside_a_notebook(unit: Unit, tmp_path: Path) -> None:
    found = hand_in(put(tmp_path, scaling__ipynb=notebook("a = 1"), scaling__py="b = 2\n"), unit, "ann")
    assert [cell.source for cell in found.submission.cells] == ["b = 2\n"]
    assert [cell.source for cell in found.cells] == ["b = 2\n", "a = 1"]
    assert "scaling.py was graded" in found.submission.notices[0]


def test_an_untouched_stub_does_not_count_beside_a_notebook(unit: Unit, tmp_path: Path) -> None:
    write(unit.stub, "def double(x): ...\n")
    found = hand_in(put(tmp_path, scaling__ipynb=notebook("a = 1"), scaling__py="def double(x): ...\n"), unit, "ann")
    assert [cell.source for cell in found.submission.cells] == ["a = 1"]


def test_a_single_file_under_another_name_is_graded(unit: Unit, tmp_path: Path) -> None:
    found = hand_in(put(tmp_path, homework__ipynb=notebook(DOUBLE), notes__txt="x"), unit, "ann")
    assert [cell.source for cell in found.submission.cells] == [DOUBLE]


def test_links_are_left_alone_and_an_empty_folder_is_said(unit: Unit, tmp_path: Path) -> None:
    (tmp_path / "scaling.py").symlink_to(unit.reference)
    expected = "The folder holds no scaling.py and no scaling.ipynb."
    assert hand_in(tmp_path, unit, "ann").submission.problem == expected
    assert hand_in(tmp_path / "nowhere", unit, "ann").submission.problem == expected


def test_an_enormous_notebook_is_refused_in_words(unit: Unit, tmp_path: Path) -> None:
    """Outputs of 100 MB are more than the kit reads; the file keeps lying where it was handed in."""
    (tmp_path / "scaling.ipynb").write_bytes(b" " * (100 << 20))
    found = hand_in(tmp_path, unit, "ann")
    assert "scaling.ipynb has 104,857,600 bytes" in found.submission.problem
    assert found.cells == ()
