"""A folder of static pages: an index and one page per student. They need no network and work as plain files."""

from __future__ import annotations

import base64
import hashlib
import itertools
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from autograder.course import Course
from autograder.reports import pictures, words
from autograder.reports.cohort import CheckStatistics, Cohort, by_unit, histogram
from autograder.results import CheckResult, Report, Verdict

TEMPLATES = Path(__file__).parent.parent / "templates"
STUDENTS = "students"
SLUG_LENGTH = 40  # with the hash far below the 255 bytes that file systems allow
# Classes of the heat map's cells: short, because a large class has tens of thousands of them
CODES = dict.fromkeys(Verdict, "o") | {
    Verdict.PASSED: "p",
    Verdict.FAILED: "f",
    Verdict.NOT_ATTEMPTED: "n0",
    Verdict.GRADER_ERROR: "g",
}
NO_PICTURES = "Pictures were left out: matplotlib is not installed (pip install 'autograder[report]')."


@dataclass(frozen=True)
class UnitView:
    """What the index shows of one unit."""

    key: str
    title: str
    cohort: Cohort
    checks: tuple[CheckStatistics, ...]
    pictures: tuple[pictures.Picture, ...]

    @property
    def spans(self) -> list[tuple[str, int]]:
        """The exercises, with how many checks in a row each has."""
        runs = itertools.groupby(row.check.exercise for row in self.checks)
        return [(exercise, len(list(run))) for exercise, run in runs]


@dataclass(frozen=True)
class StudentView:
    """One student: the page's name and the reports, one per unit."""

    name: str
    page: str
    reports: tuple[Report, ...]

    def report(self, unit: str) -> Report | None:
        """Return the report on a unit, if there is one."""
        return next((report for report in self.reports if report.unit == unit), None)


def write(reports: Iterable[Report], folder: Path, course: Course | None, student_view: bool) -> Path:
    """Write the pages into `folder` and return the index. Pages of an earlier report are removed.

    Reports that come one at a time come by student: each page is written when its student's reports are there, and the
    index from what is brief about all. In the student's view, pages leave out what hidden checks must not say, and the
    index shows names only.
    """
    if isinstance(reports, Sequence):
        reports = sorted(reports, key=lambda report: report.student)
    environment = _environment(course, student_view)
    pages = folder / STUDENTS
    pages.mkdir(parents=True, exist_ok=True)
    _remove_earlier(pages)
    students = []
    for student in _students(report.for_student() if student_view else report for report in reports):
        page = environment.get_template("student.html").render(student=student)
        (folder / student.page).write_text(page, encoding="utf-8")
        students.append(replace(student, reports=tuple(words.brief(report) for report in student.reports)))
    index = folder / "index.html"
    if student_view:
        text = environment.get_template("names.html").render(students=students)
    else:
        units = _units([report for student in students for report in student.reports], course)
        missing = "" if pictures.available() else NO_PICTURES
        text = environment.get_template("index.html").render(students=students, units=units, no_pictures=missing)
    index.write_text(text, encoding="utf-8")
    return index


def page_name(student: str) -> str:
    """Return a file name for a student's page: readable where the name is Latin, unique and safe for any name.

    >>> page_name("../O'Brien")
    'o-brien-c97d892ede.html'
    """
    latin = unicodedata.normalize("NFKD", student).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", latin)[:SLUG_LENGTH].strip("-") or "student"
    digest = hashlib.sha256(student.encode("utf-8", "surrogatepass")).hexdigest()[:10]
    return f"{slug}-{digest}.html"


def _remove_earlier(pages: Path) -> None:
    """Remove pages that an earlier report left: a folder that is handed out must hold this one only."""
    for path in pages.glob("*.html"):
        if re.fullmatch(r"[a-z0-9-]+-[0-9a-f]{10}\.html", path.name):
            path.unlink()


def _students(reports: Iterable[Report]) -> Iterator[StudentView]:
    for name, group in itertools.groupby(reports, key=lambda report: report.student):
        found = sorted((words.cleaned(report) for report in group), key=lambda report: report.unit)
        yield StudentView(found[0].student, f"{STUDENTS}/{page_name(name)}", tuple(found))


def _units(reports: Sequence[Report], course: Course | None) -> tuple[UnitView, ...]:
    views = []
    for position, unit in enumerate(by_unit(reports), 1):
        key = f"u{position}"
        checks = unit.check_statistics()
        drawn: tuple[pictures.Picture, ...] = ()
        if pictures.available() and unit.max_score > 0:
            counts = histogram(unit.scores, unit.max_score)
            drawn = (pictures.score_distribution(counts, unit.max_score, key), pictures.check_profile(checks, key))
        views.append(UnitView(key, _title(course, unit.unit), unit, checks, drawn))
    return tuple(views)


def _title(course: Course | None, unit: str) -> str:
    titles = {} if course is None else {known.id: known.title for known in course.units}
    return titles.get(unit, unit)


def _environment(course: Course | None, student_view: bool) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"number": words.number, "ticks": _ticks}
    script = (TEMPLATES / "tables.js").read_text(encoding="utf-8")
    environment.globals |= {
        "course": course,
        "student_view": student_view,
        "looks": words.LOOKS,
        "verdicts": Verdict,
        "codes": CODES,
        "cells": _cells,
        "unit_title": lambda unit: _title(course, unit),
        "by_exercise": _by_exercise,
        "share": _share,
        "style": Markup((TEMPLATES / "style.css").read_text(encoding="utf-8")),  # noqa: S704 - a file of ours
        "script": Markup(script),  # noqa: S704 - likewise
        "script_hash": base64.b64encode(hashlib.sha256(script.encode()).digest()).decode(),
        "svg": lambda picture: Markup(picture.svg),  # noqa: S704 - drawn here, from numbers
        "points": words.points,
        "trouble": words.in_a_few_words,
    }
    return environment


def _by_exercise(report: Report) -> list[tuple[Any, list[CheckResult]]]:
    return [(e, [check for check in report.checks if check.exercise == e.name]) for e in report.exercises]


def _cells(report: Report, rows: Sequence[CheckStatistics]) -> list[Verdict | None]:
    verdicts = {check.name: check.verdict for check in report.checks}
    return [verdicts.get(row.check.name) for row in rows]


def _ticks(text: str) -> Markup:
    """Set what stands between backticks as code, as authors of checks and hints write it."""
    return Markup(re.sub(r"`([^`]+)`", r"<code>\1</code>", str(escape(text))))  # noqa: S704 - escaped before


def _share(part: float, whole: float) -> int:
    return round(100 * part / whole) if whole else 0
