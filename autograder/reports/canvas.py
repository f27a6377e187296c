"""Grades for Canvas: fills the file that Canvas exports from its gradebook, to be imported there again."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from autograder.course import Course
from autograder.reports import gradebook
from autograder.reports.gradebook import Filled, Layout, Sheet
from autograder.results import Report

NAME, IDENTITIES = "Student", ("ID", "SIS User ID", "SIS Login ID", "Integration ID")
FULL_MARKS = "points possible"
ASSIGNMENT = re.compile(r"(.+?) \(\d+\)")  # the title, and Canvas's number for it
# A file of "Download submissions": lastfirst_[LATE_]user_submission_name
DOWNLOAD = re.compile(r"(.+?)(?:_LATE)?_(\d+)_\d+_.*")


def render(
    exported: str, reports: Sequence[Report], course: Course | None = None, columns: Mapping[str, str] | None = None
) -> Filled:
    """Fill in the points. `columns` names the assignment of a unit where the titles differ.

    Read the file with `newline=""`, so that its line ends stay as they are. Raises ValueError when it is no CSV file,
    or has no column Student.
    """
    sheet = Sheet(exported)
    header = sheet.header()
    if NAME not in header:
        raise ValueError(f"The file is no export of a Canvas gradebook: it has no column {NAME!r}.")
    name = header.index(NAME)
    rows = range(1, len(sheet.rows))
    marks = next((row for row in rows if gradebook.canonical(sheet.value(row, name)) == FULL_MARKS), None)
    names = {row: sheet.value(row, name) for row in rows if row != marks and sheet.value(row, name)}
    titles = {
        column: found[1] for column, title in enumerate(header) if (found := ASSIGNMENT.fullmatch(title)) is not None
    }
    chosen = {
        unit: found[1] if (found := ASSIGNMENT.fullmatch(title)) else title for unit, title in (columns or {}).items()
    }
    given = [header.index(column) for column in IDENTITIES if column in header]
    layout = Layout(
        people={row: _identities(sheet, row, name, given) for row in names},
        names=names,
        keys=keys,
        columns=gradebook.unit_columns(titles, {report.unit for report in reports}, course, chosen),
        full_marks=lambda _, column: "" if marks is None else sheet.value(marks, column),
    )
    return gradebook.fill(sheet, reports, layout)


def keys(student: str) -> tuple[str, ...]:
    """Return what a submission's name may match: Canvas's number in a downloaded file's name, or the name itself.

    >>> keys("kimminjun_LATE_4711_99_softmax_loss")
    ('4711', 'kimminjun')
    """
    found = DOWNLOAD.fullmatch(student)
    return (found[2], found[1]) if found else (student,)


def _identities(sheet: Sheet, row: int, name: int, given: Sequence[int]) -> frozenset[str]:
    full = sheet.value(row, name)
    run_together = "".join(character for character in full if character.isalnum())
    return gradebook.identities([full, run_together, *(sheet.value(row, column) for column in given)])
