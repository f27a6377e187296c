"""Submissions are read in memory, whatever is handed in; what is not as it should be is named."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

import nbformat
import pytest

from autograder.course import Unit
from autograder.failure import UsageError
from autograder.submission import MAX_SOURCE, Submission, collect, parse, read
from tests.conftest import write

SOURCE = "def double(x, times=1):\n    return 2 * x\n"
STUB = "def double(x, times=1):\n    raise NotImplementedError()\n"


def notebook(*cells: str, **metadata: Any) -> bytes:
    document = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells], metadata=metadata)
    return nbformat.writes(document).encode()


def sources(submission: Submission) -> list[str]:
    return [cell.source for cell in submission.cells]


def archive(path: Path, members: dict[str, bytes | str]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        for name, data in members.items():
            out.writestr(name, data)
    return path


def test_a_file_is_named_for_its_student(unit: Unit, tmp_path: Path) -> None:
    write(tmp_path / "kim.py", SOURCE)
    found = collect((tmp_path / "kim.py",), unit)
    assert [(s.student, sources(s)) for s in found] == [("kim", [SOURCE])]


def test_a_file_with_the_units_own_name_is_named_for_its_folder(unit: Unit, tmp_path: Path) -> None:
    write(tmp_path / "lee" / "scaling.py", SOURCE)
    assert collect((tmp_path / "lee" / "scaling.py",), unit)[0].student == "lee"
    assert collect((tmp_path / "lee",), unit)[0].student == "lee"


def test_a_folder_of_submissions_holds_one_per_student(unit: Unit, tmp_path: Path) -> None:
    folder = tmp_path / "handed-in"
    write(folder / "kim.py", SOURCE)
    (folder / "이서연.ipynb").write_bytes(notebook(SOURCE))
    write(folder / "lee" / "scaling.py", SOURCE)
    write(folder / "park" / "my_own_name.py", SOURCE)
    write(folder / "__pycache__" / "scaling.py", SOURCE)
    write(folder / "notes.txt", "not a submission")
    assert [s.student for s in collect((folder,), unit)] == ["kim", "lee", "park", "이서연"]


def test_a_student_folder_without_the_file_says_so(unit: Unit, tmp_path: Path) -> None:
    write(tmp_path / "kim" / "essay.txt", "sorry")
    assert "holds no scaling.py" in collect((tmp_path,), unit)[0].problem


@pytest.mark.parametrize(
    ("in_file", "in_notebook", "graded"), [(SOURCE, STUB, "scaling.py"), (STUB, SOURCE, "scaling.ipynb")]
)
def test_when_both_are_handed_in_the_one_that_is_written_counts_and_it_is_said(
    unit: Unit, tmp_path: Path, in_file: str, in_notebook: str, graded: str
) -> None:
    write(tmp_path / "kim" / "scaling.py", in_file)
    (tmp_path / "kim" / "scaling.ipynb").write_bytes(notebook(in_notebook))
    members = {"scaling.py": in_file, "scaling.ipynb": notebook(in_notebook)}
    for path in (tmp_path / "kim", archive(tmp_path / "kim.zip", members)):
        found = collect((path,), unit)[0]
        assert sources(found) == [SOURCE]
        assert f"{graded} was graded" in found.notices[0]


def test_two_submissions_of_one_student_are_refused(unit: Unit, tmp_path: Path) -> None:
    write(tmp_path / "a" / "kim.py", SOURCE)
    write(tmp_path / "b" / "kim.py", SOURCE)
    with pytest.raises(UsageError, match="Two submissions of 'kim'"):
        collect((tmp_path / "a", tmp_path / "b"), unit)


@pytest.mark.parametrize("make", ["nothing", "empty folder", "empty zip"])
def test_nothing_to_grade_is_an_error(unit: Unit, tmp_path: Path, make: str) -> None:
    path = tmp_path / "handed-in"
    if make == "empty folder":
        path.mkdir()
    elif make == "empty zip":
        path = archive(tmp_path / "handed-in.zip", {})
    with pytest.raises(UsageError, match=r"does not exist|Nothing to grade"):
        collect((path,), unit)


def test_links_are_not_followed(unit: Unit, tmp_path: Path) -> None:
    write(tmp_path / "secret.py", SOURCE)
    folder = tmp_path / "handed-in"
    folder.mkdir()
    (folder / "kim.py").symlink_to(tmp_path / "secret.py")
    (folder / "lee").symlink_to(tmp_path)
    with pytest.raises(UsageError, match="Nothing to grade"):
        collect((folder,), unit)


@pytest.mark.parametrize(
    "data",
    [
        b"\xef\xbb\xbf" + SOURCE.encode(),
        SOURCE.replace("\n", "\r\n").encode(),
        SOURCE.replace("\n", "\r").encode(),
        b"# -*- coding: cp949 -*-\n# \xb1\xe8\n" + SOURCE.encode(),
    ],
)
def test_encodings_and_line_ends_of_python_are_read(unit: Unit, data: bytes) -> None:
    found = parse("scaling.py", data, unit, "kim")
    assert not found.problem
    assert "def double(x, times=1):\n    return 2 * x\n" in found.cells[0].source


@pytest.mark.parametrize(
    "data", [SOURCE.encode("utf-16"), b"\xff\xfe\x00", b"# coding: no-such\n", b"# coding: rot13\n", b"\x80abc"]
)
def test_other_encodings_get_a_clear_verdict(unit: Unit, data: bytes) -> None:
    assert "UTF-8" in parse("scaling.py", data, unit, "kim").problem


def test_an_oversized_file_is_not_read(unit: Unit) -> None:
    assert "bytes" in parse("scaling.py", b"#" * (MAX_SOURCE + 1), unit, "kim").problem


def test_code_cells_become_the_module_and_what_only_calls_is_left_out(unit: Unit) -> None:
    found = parse(
        "scaling.ipynb", notebook("import numpy as np", SOURCE, "double(3)", "assert double(1) == 2"), unit, "k"
    )
    assert [(cell.label, cell.source) for cell in found.cells] == [
        ("cell 1", "import numpy as np"),
        ("cell 2", SOURCE),
    ]


@pytest.mark.parametrize(
    ("cell", "kept"),
    [
        ("%matplotlib inline\nimport numpy as np", "pass\nimport numpy as np"),
        ("!pip install torch\nx = 1", "pass\nx = 1"),
        ("x = 1\nsoftmax?", "x = 1\npass"),
        ("%%time\nx = 1", "pass\nx = 1"),
        ("if True:\n    %timeit f()\n", "if True:\n    pass\n"),
        ("x = 7 \\\n  % 3", "x = 7 \\\n  % 3"),
    ],
)
def test_magics_are_dropped_with_a_notice_and_lines_keep_their_numbers(unit: Unit, cell: str, kept: str) -> None:
    found = parse("scaling.ipynb", notebook(cell), unit, "kim")
    assert sources(found) == [kept]
    assert bool(found.notices) == (kept != cell)


def test_a_shell_cell_is_dropped_whole(unit: Unit) -> None:
    found = parse("scaling.ipynb", notebook("%%bash\nrm -rf x", SOURCE), unit, "kim")
    assert sources(found) == [SOURCE]
    assert "%%bash" in found.notices[0]


def test_a_cell_with_a_syntax_error_is_kept_for_its_message(unit: Unit) -> None:
    assert sources(parse("scaling.ipynb", notebook("def f(:"), unit, "kim")) == ["def f(:"]


def test_old_notebooks_are_read(unit: Unit) -> None:
    old = {"nbformat": 3, "worksheets": [{"cells": [{"cell_type": "code", "input": ["x = 1\n", "y = 2"]}]}]}
    assert sources(parse("scaling.ipynb", json.dumps(old).encode(), unit, "kim")) == ["x = 1\ny = 2"]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"not json",
        b"[]",
        b"{}",
        b'{"cells": 3}',
        b'{"cells": [3]}',
        b'{"cells": [{"cell_type": "code"}]}',
        b"[" * 100_000,
    ],
)
def test_what_is_no_notebook_gets_a_clear_verdict(unit: Unit, data: bytes) -> None:
    assert "not a Jupyter notebook" in parse("scaling.ipynb", data, unit, "kim").problem


def test_a_zip_holds_students_as_a_folder_does(unit: Unit, tmp_path: Path) -> None:
    members = {"hw/kim/scaling.py": SOURCE, "hw/lee/scaling.ipynb": notebook(SOURCE), "__MACOSX/kim/scaling.py": "x"}
    assert [s.student for s in collect((archive(tmp_path / "all.zip", members),), unit)] == ["kim", "lee"]


def test_a_zip_of_one_submission_is_named_for_the_zip(unit: Unit, tmp_path: Path) -> None:
    path = archive(tmp_path / "kim.zip", {"scaling.py": SOURCE, "helper.txt": "x"})
    assert [s.student for s in collect((path,), unit)] == ["kim"]


@pytest.mark.parametrize("name", ["/etc/kim.py", "../kim.py", "a/../../kim.py", "C:/kim.py", "..\\kim.py"])
def test_strange_paths_in_a_zip_are_left_alone(unit: Unit, tmp_path: Path, name: str) -> None:
    path = archive(tmp_path / "all.zip", {name: SOURCE, "lee.py": SOURCE})
    assert [s.student for s in collect((path,), unit)] == ["lee"]


def test_a_link_in_a_zip_is_left_alone(unit: Unit, tmp_path: Path) -> None:
    path = tmp_path / "all.zip"
    with zipfile.ZipFile(path, "w") as out:
        link = zipfile.ZipInfo("kim.py")
        link.external_attr = 0o120777 << 16
        out.writestr(link, "/etc/passwd")
        out.writestr("lee.py", SOURCE)
    assert [s.student for s in collect((path,), unit)] == ["lee"]


def test_a_bomb_in_a_zip_is_not_unpacked(unit: Unit, tmp_path: Path) -> None:
    path = archive(tmp_path / "all.zip", {"kim.py": b"\0" * (200 << 20)})
    assert "more than" in collect((path,), unit)[0].problem


def test_what_is_no_zip_is_refused(unit: Unit, tmp_path: Path) -> None:
    write(tmp_path / "all.zip", "not a zip")
    with pytest.raises(UsageError, match="zip"):
        collect((tmp_path / "all.zip",), unit)


def test_the_digest_changes_with_the_source(unit: Unit) -> None:
    one, other = parse("scaling.py", b"x = 1\n", unit, "a"), parse("scaling.py", b"x = 2\n", unit, "a")
    assert one.digest != other.digest
    assert one.digest == parse("scaling.py", b"x = 1\n", unit, "b").digest


def test_reading_a_missing_file_is_an_error(unit: Unit, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        read(tmp_path / "none.py", unit)
