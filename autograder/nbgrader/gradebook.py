"""nbgrader's gradebook: the cells that it knows, and grades that did not come through nbgrader's own commands."""

from __future__ import annotations

import contextlib
import os
import sys
import warnings
from collections.abc import Iterable, Iterator
from pathlib import Path

import nbformat
from nbgrader.api import Gradebook, MissingEntry, Notebook
from nbgrader.utils import compute_checksum
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SAWarning, SQLAlchemyError

from autograder.course import Course, Unit
from autograder.failure import UsageError
from autograder.nbgrader import cells, outputs
from autograder.nbgrader.restoration import Kind, Known, restore
from autograder.results import Report
from autograder.stubs import stub
from autograder.worksheet import notebook as worksheet

CONFIG = "nbgrader_config.py"


@contextlib.contextmanager
def opened(url: str) -> Iterator[Gradebook]:
    """Open a gradebook. Raises UsageError that says what to do about one that cannot be used."""
    try:
        with _scripts_on_path():
            book = Gradebook(url)
        with book as gradebook, warnings.catch_warnings():
            warnings.simplefilter("ignore", SAWarning)  # nbgrader's own relations emit it, to nobody's use
            yield gradebook
    except ImportError as error:
        raise UsageError(f"The gradebook {_shown(url)} needs a driver: {error}. Install it with pip.") from error
    except SQLAlchemyError as error:
        reason = str(error).splitlines()[0]
        raise UsageError(
            f"The gradebook {_shown(url)} cannot be used: {reason}. If an older nbgrader wrote it, make a copy of it "
            "and run `nbgrader db upgrade`."
        ) from error


@contextlib.contextmanager
def _scripts_on_path() -> Iterator[None]:
    """Let nbgrader find `alembic`, which it runs for a new gradebook, where no virtual environment is active."""
    before = os.environ.get("PATH", os.defpath)
    os.environ["PATH"] = os.pathsep.join((str(Path(sys.executable).parent), before))
    try:
        yield
    finally:
        os.environ["PATH"] = before


def known_cells(gradebook: Gradebook, unit: Unit) -> tuple[Known, ...]:
    """Return the cells that grades hang on. Raises UsageError where the gradebook and course.toml disagree."""
    entry = gradebook.find_notebook(unit.module, unit.id)
    exercises, questions = cells.tests(unit) | cells.solutions(unit), cells.questions(unit)
    points = {cell.name: float(cell.max_score) for cell in (*entry.grade_cells, *entry.task_cells)}
    known = []
    for source in entry.source_cells:
        kind = _kind(source.name, entry)
        exercise = exercises.get(source.name, "")
        if kind == Kind.TEST:
            _expect_points(unit, source.name, exercise, points[source.name])
        question = questions.get(source.name, "")
        score = points.get(source.name, 0.0)
        known.append(Known(source.name, kind, source.cell_type, source.source or "", score, exercise, question))
    order = {name: position for position, name in enumerate((*exercises, *questions))}
    missing = {e.name for e in unit.exercises} - {cell.exercise for cell in known if cell.kind == Kind.TEST}
    if missing:
        raise UsageError(f"The gradebook has no test cell of {', '.join(sorted(missing))}. {_renew(unit)}")
    return tuple(sorted(known, key=lambda cell: order.get(cell.name, len(order))))


def leave_ungraded(gradebook: Gradebook, unit: Unit, student: str) -> None:
    """Mark the test cells of a submission as waiting for a grade: what could not be judged is nobody's zero."""
    submission = gradebook.find_submission_notebook(unit.module, unit.id, student)
    for grade in submission.grades:
        if grade.cell_type == "code":
            grade.auto_score, grade.needs_manual_grade = None, True
    gradebook.db.commit()


def write(reports: Iterable[Report], url: str, course: Course) -> list[str]:
    """Write the scores of reports into the gradebook at `url`, and return what there is to say about it.

    Units and students that it lacks are added; manual grades stay. Where the gradebook lies in an nbgrader course, the
    course gets what formgrader shows of each submission. Raises UsageError for a gradebook that cannot be used.
    """
    said: list[str] = []
    with opened(url) as gradebook:
        for report in reports:
            unit = course.unit(report.unit)
            _add_unit(gradebook, unit)
            gradebook.update_or_create_student(report.student)
            gradebook.update_or_create_submission(unit.id, report.student)
            said += _write_scores(gradebook, unit, report)
            said += _write_notebook(_course_folder(url), unit, report, known_cells(gradebook, unit))
    return said


def _kind(name: str, entry: Notebook) -> Kind:
    grades = name in {cell.name for cell in entry.grade_cells}
    solves = name in {cell.name for cell in entry.solution_cells}
    if name in {cell.name for cell in entry.task_cells}:
        return Kind.TASK
    if grades:
        return Kind.ANSWER if solves else Kind.TEST
    return Kind.SOLUTION if solves else Kind.READ_ONLY


def _expect_points(unit: Unit, name: str, exercise: str, points: float) -> None:
    declared = {e.name: e.points for e in unit.exercises}
    if exercise not in declared:
        raise UsageError(
            f"The test cell {name} of {unit.id} grades no exercise of course.toml, and nothing else can grade it. "
            "Make it a question that is graded by hand, or take it out of the source notebook."
        )
    if declared[exercise] != points:
        raise UsageError(
            f"{exercise} has {declared[exercise]:g} points in course.toml and {points:g} in the gradebook. "
            f"{_renew(unit)}"
        )


def _renew(unit: Unit) -> str:
    return f"Run `autograder nbgrader init` and `nbgrader generate_assignment {unit.id} --force`."


def _shown(url: str) -> str:
    try:
        return make_url(url).render_as_string(hide_password=True)
    except SQLAlchemyError:
        return url


def _add_unit(gradebook: Gradebook, unit: Unit) -> None:
    """Add a unit that nbgrader has not generated yet, with the cells that it would write."""
    with contextlib.suppress(MissingEntry):
        gradebook.find_notebook(unit.module, unit.id)
        return
    gradebook.update_or_create_assignment(unit.id)
    gradebook.add_notebook(unit.module, unit.id)
    released = worksheet(unit, stub(unit.reference.read_text(encoding="utf-8"), str(unit.reference)))
    texts = {cell.id: cell.source for cell in released.cells}
    for cell in cells.source_notebook(unit).cells:
        if "nbgrader" not in cell.metadata:
            continue
        data, place = cell.metadata.nbgrader, (cell.id, unit.module, unit.id)
        cell.source = texts[cell.id]
        if data.grade:
            gradebook.add_grade_cell(*place, max_score=data.points, cell_type=cell.cell_type)
        if data.solution:
            gradebook.add_solution_cell(*place)
        gradebook.add_source_cell(
            *place, cell_type=cell.cell_type, locked=data.locked, source=cell.source, checksum=compute_checksum(cell)
        )


def _write_scores(gradebook: Gradebook, unit: Unit, report: Report) -> Iterator[str]:
    for name, exercise in cells.tests(unit).items():
        grade = gradebook.find_grade(name, unit.module, unit.id, report.student)
        if outputs.is_unjudged(report, exercise):
            grade.auto_score, grade.needs_manual_grade = None, True
            yield f"{report.student}: {exercise} could not be judged; it waits for a grade."
        else:
            grade.auto_score = outputs.points(report, exercise, grade.max_score)
            grade.needs_manual_grade = grade.manual_score is not None
    gradebook.db.commit()


def _course_folder(url: str) -> Path | None:
    """Return the nbgrader course that a gradebook of SQLite lies in."""
    address = make_url(url)
    folder = Path(address.database or "").absolute().parent
    return folder if address.get_backend_name() == "sqlite" and (folder / CONFIG).is_file() else None


def _write_notebook(folder: Path | None, unit: Unit, report: Report, known: tuple[Known, ...]) -> Iterator[str]:
    """Write what formgrader and feedback show of a submission that nbgrader has no files of."""
    student = report.student
    if folder is None or any(outputs.is_unjudged(report, exercise.name) for exercise in unit.exercises):
        return
    if Path(student).name != student:
        yield f"{student!r} cannot be the name of a folder; formgrader lists the scores without a submission."
        return
    if (folder / "submitted" / student / unit.id).exists():
        yield f"{student} also handed in {unit.id} through nbgrader; formgrader shows that submission's notebook."
        return
    document = restore((), known).notebook
    outputs.fill(document, report, cells.tests(unit), ("Graded by `autograder grade`; it was not handed in here.",))
    path = folder / "autograded" / student / unit.id / unit.notebook.name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)  # nbgrader leaves its own unwritable
    nbformat.write(document, path)
