"""An nbgrader course of two small units, and the students who hand something in."""

from __future__ import annotations

import copy
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from autograder import release
from autograder.course import Course, load_course
from autograder.nbgrader.course import init
from tests.conftest import write, write_small_course

FIRST, SECOND = "01_scaling", "02_shifting"
SECOND_UNIT = """
[[units]]
id = "02_shifting"
title = "Shifting"
title_ko = "이동"
module = "shifting"
due = 2027-03-15
[units.exercises]
shift = 2
clip = 1.5
"""
SECOND_REFERENCE = '''
"""Shifting: numbers moved."""

import numpy as np


def shift(x: np.ndarray, by: float) -> np.ndarray:
    """Add `by` to each entry."""
    ### BEGIN SOLUTION
    return np.asarray(x, dtype=np.float64) + by
    ### END SOLUTION


def clip(x: np.ndarray) -> np.ndarray:
    """Keep what is between 0 and 1."""
    ### BEGIN SOLUTION
    return np.clip(x, 0.0, 1.0)
    ### END SOLUTION
'''
SECOND_HIDDEN = '''
from autograder.checks import assert_close, exercise


@exercise("shift", points=2)
def test_shifts(student, reference, rng):
    """Every entry moves by the same amount."""
    x = rng.normal(size=5)
    assert_close(student.shift(x, 0.5), reference.shift(x, 0.5))


@exercise("clip", points=1.5)
def test_clips(student, reference, rng):
    """What lies outside comes to the border."""
    x = 3 * rng.normal(size=20)
    assert_close(student.clip(x), reference.clip(x))
'''
SECOND_PUBLIC = '''
import numpy as np

from autograder.checks import assert_close, exercise


@exercise("shift")
def test_one_is_moved(student):
    """1 moved by 2 is 3."""
    assert_close(student.shift(np.array([1.0]), 2.0), np.array([3.0]))


@exercise("clip")
def test_two_is_clipped(student):
    """2 comes to 1."""
    assert_close(student.clip(np.array([2.0])), np.array([1.0]))
'''
RUBRIC = "One point for the word linear. One point for an example."
QUESTIONS = f"""
[[questions]]
id = "why_linear"
points = 2
text = "Is a shift linear?"
text_ko = "이동은 선형인가요?"
rubric = "{RUBRIC}"
"""
TIMES_IGNORED = "def double(x, times=1):\n    return np.asarray(x, dtype=np.float64) * 2\n"
TRIPLED = "def double(x, times=1):\n    return np.asarray(x, dtype=np.float64) * 3.0**times\n"


def write_two_units(root: Path) -> Course:
    """Write the kit's side: a course of two units, one of them with a question graded by hand."""
    course = write_small_course(root)
    table = root / "assignments" / "course.toml"
    table.write_text(table.read_text(encoding="utf-8") + SECOND_UNIT, encoding="utf-8")
    solution, public = root / "solutions" / SECOND, root / "assignments" / SECOND
    write(solution / "shifting.py", SECOND_REFERENCE)
    write(solution / "test_shifting.py", SECOND_HIDDEN)
    write(solution / "questions.toml", QUESTIONS)
    write(public / "test_shifting.py", SECOND_PUBLIC)
    write(public / "README.md", "# Shifting\n")
    course = load_course(table)
    for unit in course.units:
        release.write(unit)
    return course


@dataclass(frozen=True)
class Classroom:
    """A course for nbgrader in `folder`, made from the kit's course."""

    course: Course
    folder: Path

    @property
    def url(self) -> str:
        """Where the gradebook is."""
        return f"sqlite:///{self.folder / 'gradebook.db'}"

    def run(self, *arguments: str, cwd: Path | None = None, code: int | None = 0) -> str:
        """Run a command of nbgrader's or ours, as an instructor does, and return all that it says."""
        scripts = Path(sys.executable).parent
        command = [str(scripts / arguments[0]), *arguments[1:]]
        environment = {
            **os.environ,
            "AUTOGRADER_COURSE": str(self.course.root),
            "PATH": os.pathsep.join((str(scripts), os.environ["PATH"])),
            "PYTHONWARNINGS": "ignore",  # SQLAlchemy's about nbgrader's own code
        }
        done = subprocess.run(command, cwd=cwd or self.folder, env=environment, capture_output=True, text=True)
        said = done.stdout + done.stderr
        assert code is None or done.returncode == code, f"{arguments} ended with {done.returncode}:\n{said}"
        return said

    def generate(self, *units: str) -> None:
        """Generate assignments, all units' when none is named."""
        for unit in units or [unit.id for unit in self.course.units]:
            self.run("nbgrader", "generate_assignment", unit)

    def released(self, unit: str) -> NotebookNode:
        """Return the notebook that students get."""
        return nbformat.read(self.folder / "release" / unit / f"{self.course.unit(unit).module}.ipynb", 4)

    def solved(self, unit: str, **changed: str) -> NotebookNode:
        """Return the notebook with the reference's solutions, but for the exercises that are `changed`."""
        notebook = self.released(unit)
        source = nbformat.read(self.folder / "source" / unit / f"{self.course.unit(unit).module}.ipynb", 4)
        right = {cell.id: cell.source for cell in source.cells if cell.id.startswith("solution-")}
        for cell in notebook.cells:
            cell.source = changed.get(cell.id.removeprefix("solution-"), right.get(cell.id, cell.source))
        return notebook

    def submit(self, student: str, unit: str, work: NotebookNode | str, name: str = "", timestamp: str = "") -> Path:
        """Put a notebook, or text as the file called `name`, where nbgrader collects submissions."""
        place = self.folder / "submitted" / student / unit
        place.mkdir(parents=True, exist_ok=True)
        text = work if isinstance(work, str) else nbformat.writes(work)
        path = place / (name or f"{self.course.unit(unit).module}.ipynb")
        path.write_text(text, encoding="utf-8")
        if timestamp:
            (place / "timestamp.txt").write_text(timestamp, encoding="utf-8")
        return path

    def scores(self, unit: str) -> dict[str, dict[str, float | None]]:
        """Return what the gradebook holds: automatic scores by student and exercise."""
        from nbgrader.api import Gradebook

        with Gradebook(self.url) as gradebook:
            return {
                submission.student.id: {
                    grade.name.removeprefix("check-"): grade.auto_score
                    for notebook in submission.notebooks
                    for grade in notebook.grades
                    if grade.cell_type == "code"
                }
                for submission in gradebook.assignment_submissions(unit)
            }


def open_classroom(root: Path) -> Classroom:
    """Write the kit's course and make an nbgrader course of it."""
    course = write_two_units(root / "kit")
    init(course, root / "class")
    return Classroom(course, root / "class")


def edited(notebook: NotebookNode, change: Callable[[NotebookNode], None]) -> NotebookNode:
    """Return a changed copy."""
    result = copy.deepcopy(notebook)
    change(result)
    return result
