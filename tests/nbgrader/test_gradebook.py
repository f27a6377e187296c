from __future__ import annotations

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from nbgrader.api import Gradebook

from autograder.course import Course
from autograder.failure import UsageError
from autograder.nbgrader.gradebook import known_cells, leave_ungraded, opened, write
from autograder.results import CheckResult, Report, Verdict
from tests.nbgrader.classroom import FIRST, open_classroom, write_two_units

pytestmark = pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")  # nbgrader's own


def report(student: str = "ann", double: float = 2.0, verdict: Verdict = Verdict.FAILED) -> Report:
    checks = (
        CheckResult("test_doubles", "double", "Doubles.", verdict, double, 3.0),
        CheckResult("test_counts", "Counter", "Counts.", Verdict.PASSED, 2.0, 2.0),
    )
    return Report(student, FIRST, checks)


@pytest.fixture
def kit(tmp_path: Path) -> Course:
    return write_two_units(tmp_path / "kit")


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'gradebook.db'}"


def score(url: str, student: str = "ann", unit: str = FIRST) -> float:
    with Gradebook(url) as gradebook:
        return gradebook.find_submission(unit, student).score


def test_scores_come_into_a_new_gradebook_and_an_old_one(kit: Course, url: str) -> None:
    assert write([report(), report("김, 철수", 3.0)], url, kit) == []
    assert (score(url), score(url, "김, 철수")) == (4.0, 5.0)
    write([report(double=3.0)], url, kit)
    assert score(url) == 5.0
    with Gradebook(url) as gradebook:
        assert gradebook.find_assignment(FIRST).max_score == 5.0


def test_manual_grades_stay(kit: Course, url: str) -> None:
    write([report()], url, kit)
    with Gradebook(url) as gradebook:
        gradebook.find_grade("check-double", "scaling", FIRST, "ann").manual_score = 2.5
        gradebook.db.commit()
    write([report(double=0.0)], url, kit)
    assert score(url) == 4.5


def test_what_could_not_be_judged_waits_for_a_grade(kit: Course, url: str) -> None:
    said = write([report(double=0.0, verdict=Verdict.GRADER_ERROR)], url, kit)
    assert said == ["ann: double could not be judged; it waits for a grade."]
    with Gradebook(url) as gradebook:
        grade = gradebook.find_grade("check-double", "scaling", FIRST, "ann")
        assert (grade.auto_score, grade.needs_manual_grade) == (None, True)


def test_a_failed_grading_takes_back_a_zero_that_nbgrader_noted(kit: Course, url: str) -> None:
    """Nbgrader writes zeros for a missing notebook before it grades."""
    write([report(double=0.0)], url, kit)
    with Gradebook(url) as gradebook:
        leave_ungraded(gradebook, kit.unit(FIRST), "ann")
        grade = gradebook.find_grade("check-double", "scaling", FIRST, "ann")
        assert (grade.auto_score, grade.needs_manual_grade) == (None, True)


def test_nbgrader_can_generate_the_assignment_after_scores_came_in(tmp_path: Path) -> None:
    """The cells are those that nbgrader would have written; it refuses others once there are submissions."""
    room = open_classroom(tmp_path)
    write([report()], room.url, room.course)
    room.generate(FIRST)
    assert score(room.url) == 4.0
    page = room.folder / "autograded" / "ann" / FIRST / "scaling.ipynb"
    assert "Doubles." in page.read_text(encoding="utf-8")
    room.run("nbgrader", "generate_feedback", FIRST)
    assert "Doubles." in (room.folder / "feedback" / "ann" / FIRST / "scaling.html").read_text(encoding="utf-8")


def test_points_that_disagree_are_named_with_the_way_out(kit: Course, url: str) -> None:
    write([report()], url, kit)
    with Gradebook(url) as gradebook:
        gradebook.find_grade_cell("check-double", "scaling", FIRST).max_score = 4.0
        gradebook.db.commit()
        with pytest.raises(UsageError, match=r"double has 3 points in course\.toml and 4 in the gradebook\. Run"):
            known_cells(gradebook, kit.unit(FIRST))


def test_a_test_cell_that_nothing_can_grade_is_refused(kit: Course, url: str) -> None:
    """Without a kernel it would have no output, which is full marks to nbgrader."""
    write([report()], url, kit)
    with Gradebook(url) as gradebook:
        gradebook.add_grade_cell("mine", "scaling", FIRST, max_score=1, cell_type="code")
        gradebook.add_source_cell("mine", "scaling", FIRST, cell_type="code", locked=True)
        with pytest.raises(UsageError, match=r"The test cell mine of 01_scaling grades no exercise"):
            known_cells(gradebook, kit.unit(FIRST))


def test_an_older_gradebook_is_named_with_the_way_out(tmp_path: Path, url: str) -> None:
    with sqlite3.connect(tmp_path / "gradebook.db") as connection:
        connection.execute("CREATE TABLE course (name TEXT)")
    with pytest.raises(UsageError, match=r"make a copy of it and run `nbgrader db upgrade`"), opened(url):
        pass


def test_passwords_are_not_shown_and_missing_drivers_are_named(kit: Course) -> None:
    with pytest.raises(UsageError) as caught:
        write([report()], "mysql+nothing://ann:secret@host/db", kit)
    assert "secret" not in str(caught.value)
    assert "nothing" in str(caught.value)


def test_a_broken_check_fails_the_submission_and_leaves_no_zero(tmp_path: Path) -> None:
    room = open_classroom(tmp_path)
    room.generate(FIRST)
    hidden = room.course.unit(FIRST).hidden_checks
    hidden.write_text(hidden.read_text(encoding="utf-8").replace("counter = student", "1 / 0\n    counter = student"))
    room.submit("ann", FIRST, room.solved(FIRST))
    room.submit("bob", FIRST, "double = None", "scaling.py")
    said = room.run("nbgrader", "autograde", FIRST, code=1)
    assert "ann: test_counts could not be judged" in said
    assert room.scores(FIRST) == {name: {"double": None, "Counter": None} for name in ("ann", "bob")}


def test_the_grade_command_writes_scores_into_a_gradebook(kit: Course, url: str, tmp_path: Path) -> None:
    (tmp_path / "handed-in").mkdir()
    (tmp_path / "handed-in" / "ann.py").write_text(kit.unit(FIRST).reference.read_text())
    command = [sys.executable, "-m", "autograder", "grade", FIRST, str(tmp_path / "handed-in"), "--gradebook", url]
    done = subprocess.run(command, cwd=kit.root, capture_output=True, text=True, check=True)
    assert (score(url), done.stderr) == (5.0, "")
