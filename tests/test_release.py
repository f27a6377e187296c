from __future__ import annotations

import ast
import dataclasses
import json
import re
from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest
from nbformat import NotebookNode

from autograder import release
from autograder.course import Course, Unit, load_course
from autograder.failure import CourseError, UsageError
from autograder.submission import read
from autograder.worksheet import pieces

QUESTIONS = """
[[questions]]
id = "why"
points = 1
text = "Why double?"
text_ko = "왜 두 배인가요?"
rubric = "A secret answer."
"""

MODULE = '''"""About this module.

$x$ is the input.
"""

from collections.abc import Callable

import numpy as np

Function = Callable[[float], float]  # what is passed
A = 1; B = 2


# Helps.
# Much.
@staticmethod
def _helper(x):
    """Help.

    >>> 1
    """
    return x


TABLE = {
    "a": 1,
}


class Counter:
    r"""Count
    up.

    More.
    """

    def add(self):
        # YOUR CODE HERE
        raise NotImplementedError()


def double(x):
    # YOUR CODE HERE
    raise NotImplementedError()


def double(x, y):  # once more
    return x


# the end
'''


def sources(document: NotebookNode, kind: str = "code") -> list[str]:
    return [cell.source for cell in document.cells if cell.cell_type == kind]


def without_docstring(source: str) -> str:
    tree = ast.parse(source)
    return ast.dump(ast.Module(tree.body[1:], []))


def without_magics(document: NotebookNode) -> str:
    return "\n\n".join(source for source in sources(document) if not source.startswith("%"))


def renamed(unit: Unit, name: str) -> Unit:
    exercise = dataclasses.replace(unit.exercises[0], name=name)
    return dataclasses.replace(unit, exercises=(exercise, *unit.exercises[1:]))


def test_generated_files_are_written_and_then_current(unit: Unit) -> None:
    generated = [unit.stub, unit.notebook, unit.hints]
    missing = [f"{path} is missing; run `autograder release 01_scaling`." for path in generated]
    assert release.is_current(unit) == missing
    assert release.write(unit) == generated
    assert release.is_current(unit) == []


def test_generated_files_of_another_reference_are_stale(unit: Unit) -> None:
    release.write(unit)
    unit.reference.write_text(unit.reference.read_text().replace("Double `x`", "Twice `x`"))
    generated = [str(path) for path in (unit.stub, unit.notebook, unit.hints)]
    assert [problem.split(" is ")[0] for problem in release.is_current(unit)] == generated
    release.write(unit)
    unit.stub.write_text(unit.stub.read_text() + "\n")
    assert release.is_current(unit) == [
        f"{unit.stub} is not what the reference gives; run `autograder release 01_scaling`."
    ]


def test_a_broken_reference_is_a_problem_and_no_crash(unit: Unit) -> None:
    release.write(unit)
    unit.reference.write_text(unit.reference.read_text().replace("### END SOLUTION", "", 1))
    (problem,) = release.is_current(unit)
    assert problem.startswith(f"{unit.reference}, line ")


def test_a_stub_holds_no_solution_and_neither_does_the_notebook(unit: Unit) -> None:
    for text in release.render(unit).values():
        assert "2.0**times" not in text
        assert "self.value" not in text
        assert text.count("raise NotImplementedError()") == 3
        assert text.endswith("\n")


def test_rendering_twice_gives_the_same_bytes(unit: Unit) -> None:
    assert release.render(unit) == release.render(unit)


def test_a_missing_reference_is_named(unit: Unit) -> None:
    unit.reference.unlink()
    with pytest.raises(CourseError, match="is missing; stubs are made from references"):
        release.render(unit)


def test_an_exercise_that_the_reference_lacks_is_named(unit: Unit) -> None:
    with pytest.raises(CourseError, match="there is no function or class triple, an exercise of 01_scaling"):
        release.render(renamed(unit, "triple"))


def test_an_exercise_without_markers_would_be_given_away(unit: Unit) -> None:
    source = unit.reference.read_text()
    unit.reference.write_text(source + "\n\ndef triple(x):\n    return 3 * x\n")
    with pytest.raises(CourseError, match="no solution is marked in triple, so students would get it"):
        release.render(renamed(unit, "triple"))


def test_code_cells_define_the_module_of_the_stub(unit: Unit) -> None:
    document = release.notebook(unit, MODULE)
    assert without_docstring(MODULE) == ast.dump(ast.parse(without_magics(document)))
    comments = re.findall(r"#.*", MODULE)
    assert [c for c in re.findall(r"#.*", without_magics(document)) if c in comments] == comments


def test_pieces_are_definitions_and_what_lies_between() -> None:
    found = pieces(MODULE)
    assert [piece.name for piece in found] == ["", "_helper", "", "Counter", "double", "double"]
    assert found[0].text.startswith("from collections.abc import Callable\n\nimport numpy")
    assert found[0].text.endswith("\nA = 1; B = 2")
    assert found[1].text.startswith("# Helps.\n# Much.\n@staticmethod\ndef _helper")
    assert found[3].summary == "Count up."
    assert found[5].text.endswith("return x\n\n\n# the end")


def test_every_exercise_has_its_task_above_and_its_check_below(unit: Unit) -> None:
    ids = [cell.id for cell in release.notebook(unit, release.render(unit)[unit.stub]).cells]
    assert ids == [
        "header", "extension", "setup",
        "task-double", "solution-double", "check-double",
        "task-Counter", "solution-Counter", "check-Counter",
    ]  # fmt: skip


def test_the_notebook_says_what_to_do(unit: Unit) -> None:
    cells = {cell.id: cell.source for cell in release.notebook(unit, MODULE).cells}
    assert cells["header"].startswith("# Scaling\n\nAbout this module.\n\n$x$ is the input.")
    assert "[README.md](README.md)" in cells["header"]
    assert "README.ko.md" not in cells["header"]  # there is none
    assert cells["task-Counter"] == "## Counter (2 points)\n\nCount up."
    assert cells["task-double"] == "## double (3 points)"
    assert cells["check-double"] == "%check double"
    assert cells["extension"] == "%load_ext autograder.notebooks"


def test_questions_are_asked_and_rubrics_kept(unit: Unit) -> None:
    (unit.solution_dir / "questions.toml").write_text(QUESTIONS, encoding="utf-8")
    rendered = release.render(unit)[unit.notebook]
    assert "secret" not in rendered
    document = nbformat.reads(rendered, 4)
    assert [cell.id for cell in document.cells[-2:]] == ["question-why", "answer-why"]
    assert document.cells[-2].source == "## Question 1 (1 point)\n\nWhy double?\n\n왜 두 배인가요?"
    assert document.cells[-1].source == "YOUR ANSWER HERE"


def test_ids_are_unique_and_fit_the_format_whatever_the_names(unit: Unit) -> None:
    long = "f" * 80
    source = f"def {long}(): pass\ndef {long}(): pass\ndef größe(): pass\ndef größe(): pass\ndef größe(): pass\n"
    ids = [cell.id for cell in release.notebook(unit, source).cells]
    assert len(set(ids)) == len(ids) == 7
    assert all(re.fullmatch(r"[A-Za-z0-9_-]{1,64}", name) for name in ids)


def test_a_changed_exercise_changes_its_own_cells_alone(unit: Unit) -> None:
    before = release.notebook(unit, MODULE).cells
    after = release.notebook(unit, MODULE.replace("def add(self)", "def add(self, n)")).cells
    assert [a.id for a, b in zip(before, after, strict=True) if a != b] == ["solution-Counter"]


def test_the_notebook_is_what_jupyter_writes(unit: Unit) -> None:
    text = release.render(unit)[unit.notebook]
    document = nbformat.reads(text, 4)
    nbformat.validate(document)
    assert (document.nbformat, document.nbformat_minor) == (4, 5)
    assert document.metadata.kernelspec.name == "python3"
    assert nbformat.writes(document) + "\n" == text
    assert not any(cell.get("outputs") or cell.get("execution_count") for cell in document.cells)


def test_the_grader_reads_the_notebook_as_the_stub(unit: Unit) -> None:
    release.write(unit)
    cells = read(unit.notebook, unit).cells
    assert ast.dump(ast.parse("\n".join(c.source for c in cells))) == without_docstring(unit.stub.read_text())


@pytest.fixture
def released(course: Course) -> Course:
    for unit in course.units:
        release.write(unit)
    return course


def files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_students_get_the_assignments_and_nothing_of_the_solutions(released: Course, tmp_path: Path) -> None:
    unit = released.units[0]
    for junk in (".notes", "__pycache__/a.pyc", ".ipynb_checkpoints/scaling.ipynb"):
        path = unit.public_dir / junk
        path.parent.mkdir(exist_ok=True)
        path.write_text("x")
    (unit.public_dir / "figures").mkdir()
    (unit.public_dir / "figures" / "a.svg").write_text("<svg/>")
    assert release.write_course(released, tmp_path / "out") == [f"wrote 7 files to {tmp_path / 'out'}"]
    names = {"README.md", "hints.json", "figures/a.svg", "scaling.ipynb", "scaling.py", "test_scaling.py"}
    assert files(tmp_path / "out") == {
        release.RECORD, "assignments/course.toml", *(f"assignments/01_scaling/{name}" for name in names)
    }  # fmt: skip


def test_what_students_get_is_a_course(released: Course, tmp_path: Path) -> None:
    release.write_course(released, tmp_path / "out")
    course = load_course(tmp_path / "out" / "assignments" / "course.toml")
    assert course.unit("scaling").stub.is_file()
    with pytest.raises(CourseError, match="is missing"):
        release.write(course.unit("scaling"))


def test_a_second_release_replaces_what_students_left_alone(released: Course, tmp_path: Path) -> None:
    out, unit = tmp_path / "out", released.units[0]
    release.write_course(released, out)
    theirs = out / "assignments" / "01_scaling"
    (theirs / "scaling.py").write_text("def double(x): return 2 * x\n")
    (theirs / "notes.txt").write_text("mine")
    unit.public_checks.write_text(unit.public_checks.read_text() + "# more\n")
    unit.reference.write_text(unit.reference.read_text().replace("Double `x`", "Twice `x`"))
    release.write(unit)
    expected = [f"wrote 3 files to {out}", f"left {theirs / 'scaling.py'}: it was changed since it was written"]
    assert release.write_course(released, out) == expected
    assert (theirs / "scaling.py").read_text() == "def double(x): return 2 * x\n"
    assert (theirs / "notes.txt").read_text() == "mine"
    assert (theirs / "test_scaling.py").read_bytes() == unit.public_checks.read_bytes()
    assert (theirs / "scaling.ipynb").read_bytes() == unit.notebook.read_bytes()
    assert release.write_course(released, out)[1:] == expected[1:]  # it stays the student's


def test_a_new_file_never_replaces_one_that_a_student_made(released: Course, tmp_path: Path) -> None:
    out = tmp_path / "out"
    release.write_course(released, out)
    (out / "assignments" / "01_scaling" / "data.csv").write_text("theirs")
    (released.units[0].public_dir / "data.csv").write_text("ours")
    assert len(release.write_course(released, out)) == 2
    assert (out / "assignments" / "01_scaling" / "data.csv").read_text() == "theirs"


def test_what_left_the_course_is_named_and_stays(released: Course, tmp_path: Path) -> None:
    out, extra = tmp_path / "out", released.units[0].public_dir / "data.csv"
    extra.write_text("1")
    release.write_course(released, out)
    extra.unlink()
    gone = out / "assignments" / "01_scaling" / "data.csv"
    assert release.write_course(released, out)[1] == f"left {gone}: it is no longer part of the course"
    assert gone.is_file()
    assert len(release.write_course(released, out)) == 1


def test_a_folder_with_other_files_is_refused(released: Course, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    assert release.write_course(released, tmp_path / "out")  # an empty one is welcome
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "thesis.txt").write_text("x")
    with pytest.raises(UsageError, match="is not empty"):
        release.write_course(released, tmp_path / "other")
    assert files(tmp_path / "other") == {"thesis.txt"}
    with pytest.raises(UsageError, match="is not empty"):
        release.write_course(released, tmp_path / "other" / "thesis.txt")


@pytest.mark.parametrize("record", ["{", "[]", '{"files": 3}'])
def test_an_unreadable_record_is_refused(released: Course, tmp_path: Path, record: str) -> None:
    (tmp_path / release.RECORD).write_text(record)
    with pytest.raises(UsageError, match="cannot be read"):
        release.write_course(released, tmp_path)


@pytest.mark.parametrize(
    "place", ["solutions", "solutions/01_scaling/out", "assignments/out", "assignments/../solutions"]
)
def test_the_courses_own_folders_are_refused(released: Course, place: str) -> None:
    with pytest.raises(UsageError, match="the course's own"):
        release.write_course(released, released.root / place)
    assert not (released.root / "solutions" / "01_scaling" / "out").exists()


def test_a_link_that_leads_into_the_solutions_is_seen_through(released: Course, tmp_path: Path) -> None:
    (tmp_path / "door").symlink_to(released.root / "solutions")
    with pytest.raises(UsageError, match="the course's own"):
        release.write_course(released, tmp_path / "door" / "out")


def test_stale_files_are_not_given_out(released: Course, tmp_path: Path) -> None:
    unit = released.units[0]
    unit.stub.write_text(unit.reference.read_text())
    with pytest.raises(CourseError, match="is not what the reference gives"):
        release.write_course(released, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def leak_a_copy(unit: Unit) -> None:
    (unit.public_dir / "old.txt").write_bytes(unit.hidden_checks.read_bytes())


def leak_markers(unit: Unit) -> None:
    (unit.public_dir / "old.py").write_text(unit.reference.read_text() + "# edited\n")


def leak_by_a_link(unit: Unit) -> None:
    (unit.public_dir / "old.py").symlink_to(unit.hidden_checks)


def leak_by_a_linked_folder(unit: Unit) -> None:
    (unit.public_dir / "more").symlink_to(unit.solution_dir)


LEAKS = {
    leak_a_copy: "is the same as",
    leak_markers: "holds solution markers",
    leak_by_a_link: "is a link; put the file itself there",
    leak_by_a_linked_folder: "is a link; put the folder itself there",
}


@pytest.mark.parametrize(("leak", "message"), LEAKS.items())
def test_solutions_that_strayed_into_the_assignments_are_refused(
    released: Course, tmp_path: Path, leak: Callable[[Unit], None], message: str
) -> None:
    leak(released.units[0])
    with pytest.raises(CourseError, match=message):
        release.write_course(released, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_the_record_lists_what_was_written(released: Course, tmp_path: Path) -> None:
    release.write_course(released, tmp_path / "out")
    record = json.loads((tmp_path / "out" / release.RECORD).read_text())
    assert record["version"] == release.RECORD_VERSION
    assert set(record["files"]) == files(tmp_path / "out") - {release.RECORD}
