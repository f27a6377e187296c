"""`autograder report`: pages from reports that were written before."""

from __future__ import annotations

from pathlib import Path

import click

from autograder import exports
from autograder.course import Course, find_course
from autograder.failure import CourseError, UsageError
from autograder.store import Store


@click.command()
@click.argument("source", type=click.Path(path_type=Path, exists=True))
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), help="Where (default: beside the reports).")
@click.option("--student-view", is_flag=True, help="Leave out what hidden checks must not tell students.")
def command(source: Path, out: Path | None, student_view: bool) -> None:
    """Write the HTML report of SOURCE: a folder, or the JSON file or the store that `autograder grade` wrote.

    With --student-view, the pages are for students: put them into a folder of their own with --out.
    """
    folder = out or (source if source.is_dir() else source.parent)
    exports.expect("html", folder, None, student_view)
    for notice in _write(source, folder, student_view):
        click.echo(notice)


def _write(source: Path, folder: Path, student_view: bool) -> list[str]:
    kept = source / exports.STORE if source.is_dir() else source
    if kept.name == exports.STORE and kept.is_file():
        with Store(kept) as store:
            return exports.write_pages(store.reports(), folder, _course(), student_view)
    return exports.write("html", exports.read(source), folder, _course(), student_view=student_view)


def _course() -> Course | None:
    """Return the course for its titles, where there is one: reports can be read without it."""
    try:
        return find_course()
    except CourseError:
        raise
    except UsageError:
        return None
