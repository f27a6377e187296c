"""Filling a file that a learning platform exported: cells of ours change, every other character stays.

`canvas` and `moodle` say where students and grades stand in such a file; this module finds and fills the cells. A
grade is written only where it is certain whose it is and what it is; everything else is told in a notice.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from autograder.course import Course
from autograder.reports import words
from autograder.results import Report, Verdict

QUOTED = re.compile(r'"(?:[^"]|"")*"')
DELIMITERS = (",", ";", "\t")
BYTE_ORDER_MARK = "\ufeff"
NAMES_TOLD = 10  # in one notice; the rest is counted


class Filled(NamedTuple):
    """The file's new text, and what the instructor should know about it."""

    text: str
    notices: list[str]


@dataclass(frozen=True)
class Layout:
    """Where things stand in an exported file.

    `people` gives the identities (see `canonical`) of each row that is a student's, `keys` what a submission's name
    may match among them, the surest first; `columns` gives each unit's column; `full_marks` what the platform gives
    for full marks in a cell, as it is written there, or nothing.
    """

    people: Mapping[int, frozenset[str]]
    names: Mapping[int, str]
    keys: Callable[[str], Sequence[str]]
    columns: Mapping[str, int]
    full_marks: Callable[[int, int], str]
    locked: frozenset[int] = frozenset()


class Sheet:
    """A CSV file as rows of raw cells: what isn't written to keeps its quotes, separators and line ends."""

    def __init__(self, text: str) -> None:
        """Split `text`, which was read with `newline=""`. Raises ValueError for a quotation mark that never closes."""
        self._mark = BYTE_ORDER_MARK if text.startswith(BYTE_ORDER_MARK) else ""
        body = text.removeprefix(self._mark)
        head = QUOTED.sub("", body).split("\n", 1)[0]  # a delimiter within quotation marks delimits nothing
        self._delimiter = max(DELIMITERS, key=head.count)
        self.rows: list[list[str]] = []
        self._ends: list[str] = []
        plain = rf"[^\"{self._delimiter}\r\n][^{self._delimiter}\r\n]*|"
        cell = re.compile(rf'("(?:[^"]|"")*"|{plain})({self._delimiter}|\r\n|\r|\n|\Z)')
        position, row = 0, list[str]()
        while position < len(body) or row:
            match = cell.match(body, position)
            if match is None:
                raise ValueError(f"The file is no CSV: see the quotation marks in row {len(self.rows) + 1}.")
            row.append(match[1])
            position = match.end()
            if match[2] != self._delimiter:
                self.rows.append(row)
                self._ends.append(match[2])
                row = []

    @property
    def text(self) -> str:
        """The file's text as it is now."""
        lines = (self._delimiter.join(row) + end for row, end in zip(self.rows, self._ends, strict=True))
        return self._mark + "".join(lines)

    def value(self, row: int, column: int | None) -> str:
        """Return what a cell says, without quotes; nothing where there is no such cell."""
        if column is None or row >= len(self.rows) or column >= len(self.rows[row]):
            return ""
        raw = self.rows[row][column]
        return (raw[1:-1].replace('""', '"') if raw.startswith('"') else raw).strip()

    def write(self, row: int, column: int, value: str) -> None:
        """Put a number into a cell, with quotes where the cell had some or the number needs them."""
        cells = self.rows[row]
        cells.extend([""] * (column + 1 - len(cells)))
        quoted = cells[column].startswith('"') or self._delimiter in value
        cells[column] = f'"{value}"' if quoted else value

    def header(self) -> list[str]:
        """Return the names of the columns."""
        return [self.value(0, column) for column in range(len(self.rows[0]))] if self.rows else []


def canonical(text: str) -> str:
    """Return `text` as it is compared: composed letters, no case, single blanks.

    >>> canonical("  Ada   LOVELACE ")
    'ada lovelace'
    """
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def identities(values: Iterable[str]) -> frozenset[str]:
    """Return what a student may be called: each value, "First Last" for "Last, First", and the front of an address."""
    found: set[str] = set()
    for value in filter(None, map(canonical, values)):
        found.add(value)
        last, comma, first = value.partition(", ")
        if comma:
            found.add(f"{first} {last}")
        front, at, _ = value.partition("@")
        if at:
            found.add(front)
    return frozenset(found)


def unit_columns(
    titles: Mapping[int, str], units: Iterable[str], course: Course | None, chosen: Mapping[str, str]
) -> dict[str, int]:
    """Find the column of each unit: the one that was chosen for it, or the only one titled as the unit is."""
    known = {} if course is None else {unit.id: unit for unit in course.units}
    columns = {}
    for name in units:
        unit = known.get(name)
        wanted = {name} if unit is None else {unit.id, unit.module, unit.title, unit.title_ko}
        wanted = {chosen[name]} if name in chosen else wanted
        hits = [c for c, title in titles.items() if canonical(title) in set(map(canonical, filter(None, wanted)))]
        if len(hits) == 1:
            columns[name] = hits[0]
    return columns


def fill(sheet: Sheet, reports: Sequence[Report], layout: Layout) -> Filled:
    """Write the points of `reports` where `layout` says, scaled to the platform's full marks."""
    notices = [
        f"There is no column for {unit}: say which it is. The columns are {', '.join(filter(None, sheet.header()))}."
        for unit in sorted({report.unit for report in reports} - set(layout.columns))
    ]
    wanted: dict[tuple[int, int], list[Report]] = {}
    graded: set[int] = set()
    scaled: dict[str, None] = {}
    for report in reports:
        row = _row(report, layout, notices)
        if row is None:
            continue
        graded.add(row)
        if report.unit in layout.columns:
            wanted.setdefault((row, layout.columns[report.unit]), []).append(report)
    for (row, column), found in wanted.items():
        problem = _obstacle(found, row in layout.locked)
        if problem:
            notices.append(f"{layout.names[row]}: {problem}; the cell stays as it was.")
            continue
        full_marks = layout.full_marks(row, column)
        sheet.write(row, column, _grade(found[0], full_marks))
        if _scale(found[0], full_marks) != 1:
            scaled[f"{found[0].unit}: {words.number(found[0].max_score)} points were scaled to {full_marks}."] = None
    missing = [name for row, name in layout.names.items() if row not in graded]
    return Filled(sheet.text, [*notices, *scaled, *_absent(missing)])


def _row(report: Report, layout: Layout, notices: list[str]) -> int | None:
    for key in map(canonical, layout.keys(report.student)):
        rows = [row for row, names in layout.people.items() if key in names]
        if len(rows) == 1:
            return rows[0]
        if rows:
            notices.append(f"{report.student}: {len(rows)} students in the file have this name; none was filled in.")
            return None
    notices.append(f"{report.student} is not in the file.")
    return None


def _obstacle(reports: Sequence[Report], locked: bool) -> str:
    if locked:
        return "the platform does not let this grade be changed"
    if len(reports) > 1:
        return f"{len(reports)} submissions are this student's ({', '.join(report.student for report in reports)})"
    return "not everything could be judged" if reports[0].verdict == Verdict.GRADER_ERROR else ""


def _grade(report: Report, full_marks: str) -> str:
    text = words.number(report.score * _scale(report, full_marks))
    return text.replace(".", ",") if "," in full_marks else text


def _scale(report: Report, full_marks: str) -> float:
    try:
        marks = float(full_marks.replace(",", "."))
    except ValueError:
        return 1.0
    return marks / report.max_score if marks > 0 and report.max_score else 1.0


def _absent(names: Sequence[str]) -> list[str]:
    if not names:
        return []
    told = ", ".join(names[:NAMES_TOLD]) + (f" and {len(names) - NAMES_TOLD} more" if len(names) > NAMES_TOLD else "")
    return [f"No report for {told}."]
