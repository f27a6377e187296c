from __future__ import annotations

from pathlib import Path

import nbformat
import pytest
from nbgrader.api import Gradebook

from autograder.course import load_course
from autograder.failure import CourseError, UsageError
from autograder.nbgrader import cells
from autograder.nbgrader.course import init
from tests.nbgrader.classroom import RUBRIC, SECOND, write_two_units

pytestmark = pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")  # nbgrader's own


def test_source_notebooks_hold_solutions_rubrics_and_points(tmp_path: Path) -> None:
    unit = write_two_units(tmp_path).unit(SECOND)
    found = {cell.id: cell for cell in cells.source_notebook(unit).cells}
    assert "np.clip(x, 0.0, 1.0)\n    ### END SOLUTION" in found["solution-clip"].source
    assert found["check-clip"].metadata.nbgrader.points == 1.5
    assert found["check-clip"].metadata.nbgrader.locked
    assert RUBRIC in found["answer-why_linear"].source
    assert "이동" in found["header"].source
    assert not [cell for cell in found.values() if cells.LAST in cell.source]


def test_every_real_unit_becomes_a_source_notebook() -> None:
    course = load_course(Path(__file__).parents[2] / "assignments" / "course.toml")
    for unit in course.units:
        found = cells.source_notebook(unit)
        tests = [cell.metadata.nbgrader for cell in found.cells if cell.source.startswith(cells.CHECK)]
        assert {data.grade_id: data.points for data in tests} == {f"check-{e.name}": e.points for e in unit.exercises}
        assert list(cells.tests(unit).values()) == list(cells.solutions(unit).values())


def test_init_again_updates_and_keeps_what_was_changed(tmp_path: Path) -> None:
    course, folder = write_two_units(tmp_path / "kit"), tmp_path / "class"
    init(course, folder)
    edited, generated = folder / "source" / SECOND / "README.md", folder / "source" / SECOND / "shifting.ipynb"
    edited.write_text("mine", encoding="utf-8")
    (folder / "submitted").mkdir()
    table = course.root / "assignments" / "course.toml"
    table.write_text(table.read_text(encoding="utf-8").replace("shift = 2", "shift = 5"), encoding="utf-8")
    said = init(load_course(table), folder)
    assert f"left {edited}: it was changed since it was written" in said
    assert edited.read_text(encoding="utf-8") == "mine"
    points = {cell.id: cell.metadata.get("nbgrader", {}).get("points") for cell in nbformat.read(generated, 4).cells}
    assert points["check-shift"] == 5.0
    assert (folder / "submitted").is_dir()


def test_a_configuration_of_the_instructors_own_is_left_alone(tmp_path: Path) -> None:
    course, folder = write_two_units(tmp_path / "kit"), tmp_path / "class"
    folder.mkdir()
    (folder / "nbgrader_config.py").write_text("c = get_config()\n", encoding="utf-8")
    assert f"left {folder / 'nbgrader_config.py'}: it was changed since it was written" in init(course, folder)
    assert (folder / "nbgrader_config.py").read_text(encoding="utf-8") == "c = get_config()\n"


def test_a_due_date_that_was_moved_in_the_gradebook_stays(tmp_path: Path) -> None:
    course, folder = write_two_units(tmp_path / "kit"), tmp_path / "class"
    init(course, folder)
    with Gradebook(f"sqlite:///{folder / 'gradebook.db'}") as gradebook:
        gradebook.update_or_create_assignment(SECOND, duedate="2027-04-01 12:00:00 UTC")
    said = init(course, folder)
    assert any(line.startswith(f"left the due date of {SECOND}: 2027-04-01 12:00:00 UTC") for line in said)
    with Gradebook(f"sqlite:///{folder / 'gradebook.db'}") as gradebook:
        assert str(gradebook.find_assignment(SECOND).duedate) == "2027-04-01 12:00:00"


def test_a_course_inside_the_kit_can_be_moved_with_it(tmp_path: Path) -> None:
    course = write_two_units(tmp_path / "kit")
    init(course, course.root / "class")
    assert str(tmp_path) not in (course.root / "class" / "nbgrader_config.py").read_text(encoding="utf-8")


def test_bad_places_and_references_are_named(tmp_path: Path) -> None:
    course = write_two_units(tmp_path / "kit")
    with pytest.raises(UsageError, match="lies in the course's own solutions"):
        init(course, course.root / "solutions" / "class")
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(UsageError, match=r"is a file\. Name a folder"):
        init(course, tmp_path / "file")
    course.units[0].reference.unlink()
    with pytest.raises(CourseError, match=r"scaling\.py cannot be read"):
        init(course, tmp_path / "class")
