"""An nbgrader course made of ours: its configuration, a source folder for each unit, and due dates."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterator
from pathlib import Path

import nbformat
from nbgrader.api import Gradebook, MissingEntry
from traitlets.config.loader import PyFileConfigLoader

from autograder import release
from autograder.course import Course, Unit
from autograder.failure import UsageError
from autograder.nbgrader.cells import source_notebook
from autograder.nbgrader.gradebook import CONFIG, opened
from autograder.submission import IGNORED

CONFIG_TEXT = """\
# Written by `autograder nbgrader init`. Change it as you like: a changed file is left alone.
from pathlib import Path

from autograder.nbgrader import configure

c = get_config()
configure(c, course={course})  # grading: isolated, with the hidden checks of that course

c.CourseDirectory.root = str(Path(__file__).parent)
c.CourseDirectory.course_id = {course_id!r}

# c.Exchange.root = "/srv/nbgrader/exchange"  # where students fetch and submit; they need to be able to write there
# c.CourseDirectory.db_url = "postgresql://user:password@host/gradebook"  # default: gradebook.db in this folder
# c.LateSubmissionPlugin.penalty_method = "zero"  # or a plugin of yours: c.AssignLatePenalties.plugin_class
# c.GradeInSandbox.execute_visible = True  # show the outputs of students' cells in the feedback
"""
DATA = (".json", ".toml")
HERE = 'str(Path(__file__).parent / "{}")'


def init(course: Course, folder: Path, course_id: str | None = None) -> list[str]:
    """Make `folder` an nbgrader course, or bring it up to date, and return what there is to say about it.

    What was changed there since stays as it is, and so does all that nbgrader keeps: grades, submissions, feedback.
    Raises UsageError for a folder inside of the course's own, and CourseError for a broken reference.
    """
    release._expect_apart(course, folder)
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"{folder} is a file. Name a folder.")
    files = {CONFIG: _config(course, folder, course_id or folder.absolute().name).encode()}
    for unit in course.units:
        files |= {f"source/{unit.id}/{name}": data for name, data in _source(course, unit)}
    said = release._update(folder, files, release._read_record(folder) or {})
    return [*said, *_due_dates(course, folder)]


def _config(course: Course, folder: Path, course_id: str) -> str:
    """Return the configuration. A folder inside the course names it relatively, so that both can be moved together."""
    root = course.root.resolve()
    if folder.resolve().is_relative_to(root):
        return CONFIG_TEXT.format(course=HERE.format(_relative(root, folder.resolve())), course_id=course_id)
    return CONFIG_TEXT.format(course=repr(str(root)), course_id=course_id)


def _relative(root: Path, folder: Path) -> str:
    return Path(os.path.relpath(root, folder)).as_posix()


def _source(course: Course, unit: Unit) -> Iterator[tuple[str, bytes]]:
    """Yield the files of an assignment. What `%check` reads lies where it looks for it: in a course of its own."""
    text: str = nbformat.writes(source_notebook(unit))
    yield unit.notebook.name, f"{text}\n".encode()
    declared = course.root / "assignments" / "course.toml"
    yield "assignments/course.toml", declared.read_bytes()
    for path in sorted(unit.public_dir.rglob("*")):
        name = path.relative_to(unit.public_dir).as_posix()
        hidden = any(part in IGNORED or part.startswith(".") for part in name.split("/"))
        if path.is_file() and not hidden and path not in (unit.stub, unit.notebook):
            read_by_checks = path == unit.public_checks or path.suffix in DATA
            yield (f"assignments/{unit.id}/{name}" if read_by_checks else name), path.read_bytes()


def _due_dates(course: Course, folder: Path) -> Iterator[str]:
    due = [(unit, _end_of(unit.due)) for unit in course.units if unit.due is not None]
    if not due:
        return
    with opened(_gradebook_url(folder)) as gradebook:
        for unit, moment in due:
            found = _due_date(gradebook, unit)
            if found is None:
                gradebook.update_or_create_assignment(unit.id, duedate=moment)
                yield f"{unit.id} is due on {unit.due}, at the end of the day"
            elif found != moment:
                yield f"left the due date of {unit.id}: {found} UTC in the gradebook, {unit.due} in course.toml"


def _due_date(gradebook: Gradebook, unit: Unit) -> dt.datetime | None:
    try:
        found: dt.datetime | None = gradebook.find_assignment(unit.id).duedate
    except MissingEntry:
        return None
    return found


def _end_of(day: dt.date) -> dt.datetime:
    """Return the last second of a day on this machine, in UTC without a zone, as nbgrader keeps times."""
    last = dt.datetime.combine(day, dt.time(23, 59, 59)).astimezone(dt.UTC)
    return last.replace(tzinfo=None)


def _gradebook_url(folder: Path) -> str:
    config = PyFileConfigLoader(CONFIG, str(folder.absolute())).load_config()
    default = f"sqlite:///{(folder / 'gradebook.db').absolute()}"
    return str(config.CourseDirectory.get("db_url", default))
