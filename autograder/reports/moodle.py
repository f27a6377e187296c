"""Grades for Moodle: fills the grading worksheet of an assignment, or an export of the gradebook."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from autograder.course import Course
from autograder.reports import gradebook
from autograder.reports.gradebook import Filled, Layout, Sheet
from autograder.results import Report

IDENTIFIER, GRADE, FULL_MARKS, CHANGEABLE = "Identifier", "Grade", "Maximum grade", "Grade can be changed"
FULL_NAME, FIRST, LAST = "Full name", "First name", ("Last name", "Surname")
IDENTITIES = (IDENTIFIER, FULL_NAME, "ID number", "Email address", "Username")
ITEM = re.compile(r"(?:[^:]+: )?(.+?)(?: \([^()]*\))?")  # "Assignment: Batch normalisation (Real)"
# A folder of "Download all submissions": Full name_participant_assignsubmission_file
DOWNLOAD = re.compile(r"(.+)_(\d+)_assignsubmission_.*")


def render(
    exported: str, reports: Sequence[Report], course: Course | None = None, columns: Mapping[str, str] | None = None
) -> Filled:
    """Fill in the points. `columns` names the column of a unit where titles differ or the file isn't in English.

    Read the file with `newline=""`, so that its line ends stay as they are. Raises ValueError when it is no CSV file,
    or nothing in it says who the students are.
    """
    sheet = Sheet(exported)
    header = sheet.header()
    given = [header.index(column) for column in IDENTITIES if column in header]
    first, last = _index(header, FIRST), next((header.index(column) for column in LAST if column in header), None)
    if not given and last is None:
        raise ValueError(f"The file is no export of Moodle in English: it has none of {', '.join(IDENTITIES)}.")
    names = {}
    for row in range(1, len(sheet.rows)):
        parts = (sheet.value(row, _index(header, FULL_NAME)), sheet.value(row, first), sheet.value(row, last))
        name = " ".join(filter(None, parts)) or sheet.value(row, next(iter(given), None))
        if name:
            names[row] = name
    changeable = _index(header, CHANGEABLE)
    layout = Layout(
        people={row: _identities(name, [sheet.value(row, c) for c in given]) for row, name in names.items()},
        names=names,
        keys=keys,
        columns=_columns(header, reports, course, columns or {}),
        full_marks=lambda row, _: sheet.value(row, _index(header, FULL_MARKS)),
        locked=frozenset(row for row in names if sheet.value(row, changeable).casefold() == "no"),
    )
    return gradebook.fill(sheet, reports, layout)


def keys(student: str) -> tuple[str, ...]:
    """Return what a submission's name may match: the participant in a downloaded folder's name, or the name itself.

    >>> keys("Kim Minjun_4711_assignsubmission_file")
    ('participant 4711', 'Kim Minjun')
    """
    found = DOWNLOAD.fullmatch(student)
    return (f"participant {found[2]}", found[1]) if found else (student,)


def _columns(
    header: Sequence[str], reports: Sequence[Report], course: Course | None, chosen: Mapping[str, str]
) -> dict[str, int]:
    units = sorted({report.unit for report in reports})
    if GRADE in header and len(units) == 1 and not chosen:
        return {units[0]: header.index(GRADE)}
    exact = gradebook.unit_columns(dict(enumerate(header)), units, None, chosen)
    titles = {column: found[1] for column, title in enumerate(header) if (found := ITEM.fullmatch(title)) is not None}
    return gradebook.unit_columns(titles, units, course, chosen) | exact


def _identities(name: str, values: Sequence[str]) -> frozenset[str]:
    return gradebook.identities([name, *values])


def _index(header: Sequence[str], column: str) -> int | None:
    return header.index(column) if column in header else None
