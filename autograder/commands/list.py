"""`autograder list`: the units, and how far each one is."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from autograder import desk, language
from autograder.commands.speech import lang
from autograder.course import Course, Unit, find_course
from autograder.language import _, counted


@click.command()
@lang
def command() -> None:
    """Show the units with their points, due dates and how many exercises are written."""
    course = find_course()
    click.echo(_in_language(course.title, course.title_ko))
    width = max((len(unit.id) for unit in course.units), default=0)
    counts = {unit.id: _progress(unit) for unit in course.units}
    for unit in course.units:
        written, total = counts[unit.id], len(unit.exercises)
        bar = "#" * (written * 10 // total) if total else ""
        points = _("{points:g} points").format(points=unit.points)
        click.echo(
            f"  {unit.id:<{width}}  [{bar:<10}] {written:>2}/{total:<2}  {points:>9}  {_title(unit)}{_due(unit)}"
        )
    click.echo(_closing(course, counts))


def _progress(unit: Unit) -> int:
    """Count what is written in the working folder, or else where the course has it."""
    return max(desk.progress(unit), *(desk.progress(unit, folder) for folder in (Path.cwd(), Path.cwd() / unit.id)))


def _title(unit: Unit) -> str:
    return _in_language(unit.title, unit.title_ko)


def _in_language(english: str, korean: str) -> str:
    return korean if language.chosen() == "ko" and korean else english


def _due(unit: Unit) -> str:
    if unit.due is None:
        return ""
    days = (unit.due - dt.date.today()).days
    when = counted("in {count} day", "in {count} days", days) if days >= 0 else _("past")
    return "  " + _("due {date} ({when})").format(date=unit.due, when=when)


def _closing(course: Course, counts: dict[str, int]) -> str:
    total = sum(len(unit.exercises) for unit in course.units)
    return _("{written} of {total} exercises written; {points:g} points in all.").format(
        written=sum(counts.values()), total=total, points=sum(unit.points for unit in course.units)
    )
