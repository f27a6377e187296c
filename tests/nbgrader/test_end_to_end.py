"""One class and two units, from an empty folder to released feedback, by nbgrader's own commands."""

from __future__ import annotations

import csv
import html
import json
import re
import shutil
import zipfile
from pathlib import Path

import nbformat
import pytest
from nbgrader.api import Gradebook
from nbgrader.utils import get_username

from tests.nbgrader.classroom import FIRST, RUBRIC, SECOND, TIMES_IGNORED, TRIPLED, Classroom, edited, open_classroom
from tests.nbgrader.tricks import TRICKS

KIM = "김, 철수 jr"
ANSWER = "No: shift(0) is not 0."
LATE_CONFIG = """
import math

from nbgrader.plugins import LateSubmissionPlugin


class PointADay(LateSubmissionPlugin):
    def late_submission_penalty(self, student_id, score, total_seconds_late):
        return float(math.ceil(total_seconds_late / 86400))


c.AssignLatePenalties.plugin_class = PointADay
c.Exchange.root = str(Path(__file__).parent.parent / "exchange")
"""
NO_JSON = "{'cells': []"
FORMAT_3 = {
    "nbformat": 3,
    "nbformat_minor": 0,
    "metadata": {},
    "worksheets": [{"cells": [{"cell_type": "code", "input": TRIPLED.replace("3.0", "2.0"), "outputs": []}]}],
}


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Classroom:
    """The class after everything was graded and feedback released."""
    room = open_classroom(tmp_path_factory.mktemp("school"))
    config = room.folder / "nbgrader_config.py"
    config.write_text(config.read_text(encoding="utf-8") + LATE_CONFIG, encoding="utf-8")
    room.generate()
    (room.folder.parent / "exchange").mkdir(mode=0o777)
    (room.folder.parent / "exchange").chmod(0o777)
    hand_in_through_exchange(room)
    hand_in_as_archive(room)
    hand_in_directly(room)
    for unit in (FIRST, SECOND):
        room.run("nbgrader", "autograde", unit)
        room.run("nbgrader", "generate_feedback", unit)
    room.run("nbgrader", "release_feedback", FIRST, "--student", get_username())  # the others did not use the exchange
    return room


def hand_in_through_exchange(room: Classroom) -> None:
    """The user of this machine fetches, solves, validates and submits."""
    home = room.folder.parent / "home"
    home.mkdir()
    exchange = (f"--Exchange.root={room.folder.parent / 'exchange'}", "--course", "class")
    room.run("nbgrader", "release_assignment", FIRST)
    room.run("nbgrader", "fetch_assignment", FIRST, *exchange, cwd=home)
    failing = room.run("nbgrader", "validate", f"{FIRST}/scaling.ipynb", cwd=home)
    assert "VALIDATION FAILED ON 2 CELL(S)" in failing
    nbformat.write(room.solved(FIRST), home / FIRST / "scaling.ipynb")
    assert "Success!" in room.run("nbgrader", "validate", f"{FIRST}/scaling.ipynb", cwd=home)
    room.run("nbgrader", "submit", FIRST, *exchange, cwd=home)
    room.run("nbgrader", "collect", FIRST)


def hand_in_as_archive(room: Classroom) -> None:
    """Two students' files come as one zip from a learning platform."""
    archive = room.folder / "downloaded" / FIRST / "archive"
    archive.mkdir(parents=True)
    with zipfile.ZipFile(archive / "all.zip", "w") as stream:
        stream.writestr("ann_scaling.ipynb", nbformat.writes(room.solved(FIRST)))
        stream.writestr("bob_scaling.ipynb", nbformat.writes(room.solved(FIRST, double=TIMES_IGNORED)))
    named = r"--FileNameCollectorPlugin.named_regexp=(?:.*/)?(?P<student_id>\w+)_(?P<file_id>\w+)"
    room.run("nbgrader", "zip_collect", FIRST, named)


def hand_in_directly(room: Classroom) -> None:
    module = (room.course.unit(FIRST).reference).read_text(encoding="utf-8")
    room.submit(KIM, FIRST, room.solved(FIRST, double=TRIPLED))
    room.submit("stub", FIRST, room.released(FIRST))
    room.submit("module", FIRST, module, "scaling.py")
    room.submit("both", FIRST, room.released(FIRST))
    room.submit("both", FIRST, module, "scaling.py")
    room.submit("unreadable", FIRST, NO_JSON)
    room.submit("old_format", FIRST, json.dumps(FORMAT_3))
    room.submit("nothing", FIRST, "Sorry.", "notes.txt")
    bare = edited(room.solved(FIRST), lambda notebook: [cell.metadata.clear() for cell in notebook.cells])
    bare.cells = [cell for cell in bare.cells if not cell.id.startswith("check")]
    bare.metadata = {"kernelspec": {"name": "julia-1.9", "display_name": "Julia", "language": "julia"}}
    room.submit("bare", FIRST, bare)
    for name, source in TRICKS.items():
        room.submit(f"hostile_{name}", FIRST, room.solved(FIRST, double=source))
    answered = room.solved(SECOND)
    next(cell for cell in answered.cells if cell.id == "answer-why_linear").source = ANSWER
    room.submit("ann", SECOND, answered, timestamp="2027-03-14 10:00:00 UTC")
    room.submit("bob", SECOND, room.solved(SECOND), timestamp="2027-03-17 20:00:00 UTC")
    room.submit(KIM, SECOND, room.solved(SECOND, clip="def clip(x):\n    return x\n"))


def feedback(room: Classroom, student: str, unit: str = FIRST) -> str:
    """Return the text of a feedback page."""
    page = (room.folder / "feedback" / student / unit / f"{room.course.unit(unit).module}.html").read_text("utf-8")
    return html.unescape(re.sub(r"<[^>]+>", "", re.sub(r"<(style|script).*?</\1>", "", page, flags=re.DOTALL)))


def test_scores_are_those_of_autograder_grade_on_the_same_files(room: Classroom, tmp_path: Path) -> None:
    for unit in (FIRST, SECOND):
        for place in (room.folder / "submitted").glob(f"*/{unit}"):
            shutil.copytree(place, tmp_path / unit / place.parent.name)
        out = tmp_path / f"{unit}.json"
        room.run("autograder", "grade", unit, str(tmp_path / unit), "--json", str(out))
        reports = json.loads(out.read_text(encoding="utf-8"))["reports"]
        expected = {
            report["student"]: {
                exercise.name: sum(c["points"] for c in report["checks"] if c["exercise"] == exercise.name)
                for exercise in room.course.unit(unit).exercises
            }
            for report in reports
        }
        assert len(expected) == len(list((tmp_path / unit).iterdir()))
        assert room.scores(unit) == expected


def test_each_kind_of_submission_gets_what_it_is_worth(room: Classroom) -> None:
    full, partial = {"double": 3.0, "Counter": 2.0}, {"double": 2.0, "Counter": 2.0}
    none = {"double": 0.0, "Counter": 0.0}
    scores = room.scores(FIRST)
    assert {scores[name] == full for name in (get_username(), "ann", "module", "both", "bare")} == {True}
    assert scores["bob"] == partial
    assert scores[KIM] == {"double": 0.0, "Counter": 2.0}
    assert scores["old_format"]["Counter"] == 0.0
    assert [scores[name] for name in ("stub", "unreadable", "nothing")] == [none] * 3
    assert room.scores(SECOND)[KIM] == {"shift": 2.0, "clip": 0.0}


@pytest.mark.parametrize("trick", TRICKS)
def test_tricks_gain_nothing(room: Classroom, trick: str) -> None:
    assert room.scores(FIRST)[f"hostile_{trick}"]["double"] == 0.0


def test_points_and_due_date_are_those_of_the_course(room: Classroom) -> None:
    with Gradebook(room.url) as gradebook:
        for unit in room.course.units:
            cells = {cell.name: cell.max_score for cell in gradebook.find_notebook(unit.module, unit.id).grade_cells}
            declared = {f"check-{exercise.name}": exercise.points for exercise in unit.exercises}
            assert {name: points for name, points in cells.items() if name in declared} == declared
        assert str(gradebook.find_assignment(SECOND).duedate)[:7] == "2027-03"


def test_students_get_what_autograder_release_gives_and_nothing_of_the_solution(room: Classroom) -> None:
    for unit in room.course.units:
        ours = nbformat.read(unit.notebook, 4)
        theirs = room.released(unit.id)
        loads = ("%load_ext autograder.notebooks", "%load_ext autograder.nbgrader")
        assert [cell.source.replace(*loads) for cell in ours.cells] == [cell.source for cell in theirs.cells]
    released = [path for path in (room.folder / "release").rglob("*") if path.is_file()]
    assert released
    assert not [path for path in released if RUBRIC in path.read_text("utf-8") or "np.clip" in path.read_text("utf-8")]


def test_feedback_shows_each_check_with_verdict_and_hint_and_no_hidden_source(room: Classroom) -> None:
    text = feedback(room, "bob")
    assert "✓ Every entry is doubled. (passed, 2/2)" in text
    assert "✗ `times` doubles again. (failed, 0/1)" in text
    assert "Hint: You double once, whatever `times` says" in text
    hidden = room.course.unit(FIRST).hidden_checks.read_text(encoding="utf-8")
    secrets = {line.strip() for line in hidden.splitlines() if "assert_" in line or "rng.normal" in line}
    assert secrets
    assert not [secret for secret in secrets if secret in text]


def test_what_was_repaired_and_what_could_not_be_read_is_said(room: Classroom) -> None:
    assert "The test cell of double was missing; it was put back." in feedback(room, "bare")
    assert "scaling.ipynb is not a Jupyter notebook" in feedback(room, "unreadable")
    assert "holds no scaling.py and no scaling.ipynb" in feedback(room, "nothing")
    assert "Both scaling.py and scaling.ipynb were handed in; scaling.py was graded." in feedback(room, "both")


def test_late_penalties_are_nbgraders_own(room: Classroom) -> None:
    with Gradebook(room.url) as gradebook:
        late, punctual = (gradebook.find_submission(SECOND, name) for name in ("bob", "ann"))
        assert (late.score, late.late_submission_penalty) == (3.5, 2.0)
        assert not punctual.late_submission_penalty


def test_answers_wait_for_a_person_and_a_grade_of_hers_survives(room: Classroom) -> None:
    with Gradebook(room.url) as gradebook:
        empty = gradebook.find_grade("answer-why_linear", "shifting", SECOND, KIM)
        assert (empty.auto_score, empty.needs_manual_grade) == (0.0, False)
        written = gradebook.find_grade("answer-why_linear", "shifting", SECOND, "ann")
        assert (written.auto_score, written.needs_manual_grade) == (None, True)
        written.manual_score, written.needs_manual_grade = 1.5, False
        changed = gradebook.find_grade("check-clip", "shifting", SECOND, "ann")
        changed.manual_score = 1.25
        gradebook.db.commit()
    room.run("nbgrader", "autograde", SECOND, "--student", "ann", "--force")
    with Gradebook(room.url) as gradebook:
        assert gradebook.find_submission(SECOND, "ann").score == 2.0 + 1.25 + 1.5
    code = (
        "from nbgrader.apps import NbGraderAPI\nfrom nbgrader.apps.baseapp import NbGrader\n"
        "app = NbGrader(); app.load_config_file()\n"
        f"result = NbGraderAPI(config=app.config).autograde({SECOND!r}, 'ann')\n"
        "assert result['success'], result\n"
    )
    room.run("python", "-c", code)
    assert room.scores(SECOND)["ann"] == {"shift": 2.0, "clip": 1.5}


def test_feedback_reaches_the_student(room: Classroom) -> None:
    home = room.folder.parent / "home"
    exchange = (f"--Exchange.root={room.folder.parent / 'exchange'}", "--course", "class")
    room.run("nbgrader", "fetch_feedback", FIRST, *exchange, cwd=home)
    assert list(home.rglob("scaling.html"))


def test_export_quotes_names(room: Classroom) -> None:
    room.run("nbgrader", "export", "--to", "grades.csv")
    with (room.folder / "grades.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = {(row["assignment"], row["student_id"]): row for row in csv.DictReader(stream)}
    assert float(rows[FIRST, KIM]["score"]) == 2.0
    assert float(rows[SECOND, "bob"]["score"]) == 1.5


def test_a_unit_that_the_course_lacks_is_named(room: Classroom) -> None:
    said = room.run("nbgrader", "autograde", "02_shiftin", code=1)
    assert "No notebooks were matched" in said
