"""A table for spreadsheets: one row per student and unit, one column per exercise.

Write it with `ENCODING`: spreadsheets take a file without that mark for something else than UTF-8.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from autograder.reports import words
from autograder.results import Report, Verdict

ENCODING = "utf-8-sig"
COLUMNS = ("student", "unit", "verdict", "score", "max_score")
# What makes a spreadsheet run a cell; the wide forms do so in East Asian editions
FORMULA_STARTS = tuple("=+-@\t\r\n＝＋－＠")


def render(reports: Iterable[Report]) -> str:
    """Return the table. Exercises with a check that could not be judged, and scores with one, are left blank."""
    shown = [words.cleaned(report) for report in reports]
    exercises = tuple(dict.fromkeys(exercise.name for report in shown for exercise in report.exercises))
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow([neutral(cell) for cell in (*COLUMNS, *exercises, "what_went_wrong")])
    for report in shown:
        writer.writerow([neutral(cell) for cell in _row(report, exercises)])
    return file.getvalue()


def neutral(cell: str | float) -> str | float:
    """Return a cell that no spreadsheet runs: text that looks like a formula gets an apostrophe, numbers stay numbers.

    >>> neutral("=1+1"), neutral(-1.5)
    ("'=1+1", -1.5)
    """
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA_STARTS) else cell


def _row(report: Report, exercises: Iterable[str]) -> list[str | float]:
    unjudged = {check.exercise for check in report.checks if check.verdict == Verdict.GRADER_ERROR}
    points: dict[str, str | float] = {e.name: "" if e.name in unjudged else e.points for e in report.exercises}
    score = "" if unjudged else report.score
    row = [report.student, report.unit, str(report.verdict), score, report.max_score]
    return [*row, *(points.get(name, "") for name in exercises), words.in_a_few_words(report)]
