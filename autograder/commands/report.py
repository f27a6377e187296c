"""`autograder report`: pages from reports that were written before."""

from __future__ import annotations

from pathlib import Path

import click

from autograder import exports
from autograder.course import Course, find_course
from autograder.failure import CourseError, UsageError


@click.command()
@click.argument("source", type=click.Path(path_type=Path, exists=True))
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), help="Where (default: beside the reports).")
@click.option("--student-view", is_flag=True, help="Leave out what hidden checks must not tell students.")
def command(source: Path, out: Path | None, student_view: bool) -> None:
    """Write the HTML report of SOURCE: a folder or a JSON file that `autograder grade` wrote.

    With --student-view, the pages are for students: put them into a folder of their own with --out.
    """
    reports = exports.read(source)
    folder = out or (source if source.is_dir() else source.parent)
    for notice in exports.write("html", reports, folder, _course(), student_view=student_view):
        click.echo(notice)


def _course() -> Course | None:
    """Return the course for its titles, where there is one: reports can be read without it."""
    try:
        return find_course()
    except CourseError:
        raise
    except UsageError:
        return None
