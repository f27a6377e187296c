"""`autograder history`: all reports of one student."""

from __future__ import annotations

import difflib
from pathlib import Path

import click

from autograder.commands import places
from autograder.course import find_course
from autograder.failure import CourseError, UsageError
from autograder.reports import terminal
from autograder.store import Entry, Store


@click.command()
@click.argument("student")
@places.kept
@click.option("--unit", help="Only this unit.")
def command(student: str, out: Path | None, url: str | None, unit: str | None) -> None:
    """Show all reports of STUDENT that `autograder grade --out` kept, and what changed between them."""
    with Store(places.place(out, url)) as store:
        entries = store.history(student, unit and _unit_id(unit))
        if not entries:
            near = difflib.get_close_matches(student, store.students(), n=1)
            meant = f" Did you mean {near[0]!r}?" if near else ""
            raise UsageError(f"{store.name} holds no report of {student!r}.{meant}")
    earlier: dict[str, Entry] = {}
    rows = []
    for entry in entries:
        rows.append((entry.graded_at, entry.report, _changes(earlier.get(entry.report.unit), entry), entry.counts))
        earlier[entry.report.unit] = entry
    terminal.print_history(rows)


def _unit_id(name: str) -> str:
    """Return the id of a unit by any of its names, where there is a course: a store can be read without it."""
    try:
        return find_course().unit(name).id
    except CourseError:
        raise
    except UsageError:
        return name


def _changes(before: Entry | None, entry: Entry) -> str:
    if before is None:
        return "first report"
    changes = (*(["submission"] if entry.content != before.content else []), *entry.edition.changes(before.edition))
    return ", ".join(changes) or "graded again"
