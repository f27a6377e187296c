"""The source notebook of a unit: what nbgrader makes assignments from, and which of its cells grades which exercise."""

from __future__ import annotations

import itertools
import re
from typing import Any

from nbformat import NotebookNode

from autograder.course import Unit
from autograder.failure import CourseError
from autograder.questions import read_questions
from autograder.stubs import TAKEN_FOR_MARKER
from autograder.worksheet import YOUR_ANSWER, notebook

SCHEMA_VERSION = 3  # of nbgrader's metadata, since its release 0.6
CHECK = "%check "
RUBRIC = "### BEGIN SOLUTION\n**Rubric**\n\n"
END = "\n### END SOLUTION"
EXTENSION = "%load_ext autograder.nbgrader"
END_MARKER = re.compile(r"^(?P<indent>[ \t]*)### END SOLUTION[ \t]*$", re.MULTILINE)
LAST = "__last__"  # a statement behind an end marker, for the time of splitting: a comment belongs to no definition


def source_notebook(unit: Unit) -> NotebookNode:
    """Return the notebook with solutions and rubrics, which `nbgrader generate_assignment` takes out.

    Cell ids are grade ids: stable names, so that a changed exercise keeps its grades.
    """
    try:
        reference = unit.reference.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise CourseError(f"{unit.reference} cannot be read: {error}; source notebooks are made from it.") from error
    document = notebook(unit, END_MARKER.sub(rf"\g<0>\n\g<indent>{LAST}", reference))
    points = {exercise.name: exercise.points for exercise in unit.exercises}
    asked = iter(read_questions(unit))
    for cell in document.cells:
        cell.source = "\n".join(line for line in cell.source.split("\n") if line.strip() != LAST)
        if cell.id == "extension":
            cell.source = EXTENSION
        elif cell.source.startswith(CHECK):
            cell.metadata.nbgrader = metadata(
                cell.id, grade=True, locked=True, points=points[cell.source.removeprefix(CHECK)]
            )
        elif cell.cell_type == "code" and TAKEN_FOR_MARKER.search(cell.source):
            cell.metadata.nbgrader = metadata(cell.id, solution=True)
        elif cell.source == YOUR_ANSWER:
            question = next(asked)
            cell.metadata.nbgrader = metadata(cell.id, grade=True, solution=True, points=question.points)
            cell.source = RUBRIC + question.rubric + END
    return document


def tests(unit: Unit) -> dict[str, str]:
    """Return which exercise each test cell grades, by grade id."""
    return {check.id: check.source.removeprefix(CHECK) for _, check in _checked(unit)}


def solutions(unit: Unit) -> dict[str, str]:
    """Return which exercise each solution cell holds, by grade id."""
    return {solution.id: check.source.removeprefix(CHECK) for solution, check in _checked(unit)}


def questions(unit: Unit) -> dict[str, str]:
    """Return the text of the question above each answer, by grade id."""
    pairs = itertools.pairwise(source_notebook(unit).cells)
    return {answer.id: question.source for question, answer in pairs if answer.source.startswith(RUBRIC)}


def _checked(unit: Unit) -> list[tuple[NotebookNode, NotebookNode]]:
    pairs = itertools.pairwise(source_notebook(unit).cells)
    return [(solution, check) for solution, check in pairs if check.source.startswith(CHECK)]


def metadata(
    grade_id: str,
    *,
    grade: bool = False,
    solution: bool = False,
    locked: bool = False,
    task: bool = False,
    points: float = 0.0,
) -> NotebookNode:
    """Return what nbgrader keeps with a cell."""
    found: dict[str, Any] = {
        "grade": grade,
        "grade_id": grade_id,
        "locked": locked,
        "schema_version": SCHEMA_VERSION,
        "solution": solution,
        "task": task,
    }
    return NotebookNode(found | ({"points": points} if grade or task else {}))
