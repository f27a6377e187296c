"""What a graded notebook shows: below each test cell its checks and, as the result that nbgrader stores, its points."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import nbformat
from nbformat import NotebookNode

from autograder.failure import GraderError
from autograder.reports import words
from autograder.results import CheckResult, Report, Verdict
from autograder.text import clean

TITLE = "**Autograder**"


def fill(document: NotebookNode, report: Report, exercises: Mapping[str, str], notices: Sequence[str] = ()) -> None:
    """Write the outputs of all cells; a grade id of `exercises` says which exercise a test cell grades.

    nbgrader gives a test cell without output full marks, and one with a warning none. So every code cell's outputs are
    ours: one stream and one result in a test cell, nothing elsewhere. Raises GraderError for what could not be judged.
    """
    lost = [check for check in report.checks if check.verdict == Verdict.GRADER_ERROR]
    if lost:
        names = ", ".join(dict.fromkeys(check.name for check in lost))
        raise GraderError(f"{report.student}: {names} could not be judged: {lost[0].message}")
    shown = words.cleaned(report.for_student())
    for cell in document.cells:
        data = cell.metadata.get("nbgrader", {})
        if cell.cell_type == "code":
            is_test = data.get("grade", False) and not data.get("solution", False)
            cell.execution_count = None
            cell.outputs = _outputs(shown, exercises[data["grade_id"]], data["points"]) if is_test else []
    said = [*shown.notices, *(clean(notice) for notice in notices)]
    if said:
        document.cells.insert(0, nbformat.v4.new_markdown_cell(_box(said)))


def is_unjudged(report: Report, exercise: str) -> bool:
    """Tell whether an exercise's points are unknown: a check of it, or the grading as a whole, was at fault."""
    checks = [check for check in report.checks if check.exercise in (exercise, "")]
    return any(check.verdict == Verdict.GRADER_ERROR for check in checks)


def points(report: Report, exercise: str, most: float) -> float:
    """Return the points of an exercise. Sums of parts may exceed what course.toml says by a rounding error."""
    found = {score.name: score.points for score in report.exercises}
    return min(found.get(exercise, 0.0), most)


def _outputs(report: Report, exercise: str, most: float) -> list[NotebookNode]:
    gained = points(report, exercise, most)
    text = "\n".join(_lines(report, exercise, gained, most)) + "\n"
    result = {"text/plain": repr(gained)}
    return [
        nbformat.v4.new_output("stream", name="stdout", text=text),
        nbformat.v4.new_output("execute_result", result, execution_count=None),
    ]


def _lines(report: Report, exercise: str, gained: float, most: float) -> Iterator[str]:
    yield f"{exercise}: {words.number(gained)} of {words.number(most)} points"
    if report.problem:
        yield report.problem
    for check in report.checks:
        if check.exercise == exercise:
            yield from _check(check, report.problem)


def _check(check: CheckResult, problem: str) -> Iterator[str]:
    look = words.LOOKS[check.verdict]
    share = f"{words.number(check.points)}/{words.number(check.max_points)}"
    yield f"{look.symbol} {check.description} ({look.words}, {share})"
    for text in (check.message, f"Hint: {check.hint}" if check.hint else ""):
        if text and text != problem:
            yield from (f"    {line}" for line in text.splitlines())


def _box(lines: Sequence[str]) -> str:
    """Return the lines as an indented block: nothing in them is taken for markup."""
    return "\n\n".join([TITLE, "\n".join(f"    {part}" for line in lines for part in line.splitlines())])
