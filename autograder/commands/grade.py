"""`autograder grade`: hidden checks on submissions."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import click

from autograder import exports
from autograder.course import Course, Unit, find_course
from autograder.marking import Marked, Marker, Tally
from autograder.reports import terminal, words
from autograder.results import Report
from autograder.store import Store
from autograder.submission import collect


@click.command()
@click.argument("unit")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--jobs", type=click.IntRange(min=1), default=None, help="Judges at a time (default: one per core).")
@click.option("--format", "style", type=click.Choice(exports.FORMATS), help="What to write (with --out alone: html).")
@click.option("--out", type=click.Path(path_type=Path), help="Where: a folder for html, else a file (default: stdout).")
@click.option("--store", "place", help="The URL of a database to keep reports in (default for html: OUT/grades.db).")
@click.option("--fill", type=click.Path(path_type=Path, dir_okay=False), help="The file that the platform exported.")
@click.option("--column", help="The unit's column in that file, where it isn't titled as the unit is.")
@click.option("--json", "json_path", type=click.Path(path_type=Path, dir_okay=False), help="Write the reports as JSON.")
@click.option("--gradebook", "gradebook_url", help="Write scores into this nbgrader gradebook: sqlite:///gradebook.db.")
@click.option("--student-view", is_flag=True, help="Leave out what hidden checks must not tell students.")
def command(
    unit: str, paths: tuple[Path, ...], jobs: int | None, style: str | None, out: Path | None, place: str | None,
    fill: Path | None, column: str | None, json_path: Path | None, gradebook_url: str | None, student_view: bool,
) -> None:  # fmt: skip
    """Grade PATHS: files, notebooks, folders with one submission, folders of submissions, or zips of such.

    With --out FOLDER, reports are kept there: the same command grades what is missing or changed, and nothing twice.
    """
    course = find_course()
    chosen = course.unit(unit)
    form = exports.Form(fill, {chosen.id: column} if column else {}) if fill else None
    style = style or (None if out is None else "html")
    exports.expect(style, out, form, student_view)
    kept = place or (out / exports.STORE if out and style == "html" and not student_view else None)
    with Store(kept, writing=True) as store:
        tally = grade(chosen, paths, jobs, store)
        view = _View(store, chosen, tally, student_view)
        if out is not None or style is None:
            terminal.print_class(words.brief(report) for report in view)
        if kept is not None:
            click.echo(f"{tally.graded} graded, {tally.taken} taken from {store.name}.", err=out is None)
        if json_path is not None:
            exports.write("json", list(view), json_path, course)
        if style == "html" and out is not None:
            notices = exports.write_pages(view if student_view else store.reports(), out, course, student_view)
        else:
            notices = exports.write(style, list(view), out, course, form=form) if style else []
        if gradebook_url is not None:
            notices += _write_gradebook(view, gradebook_url, course)
        for notice in notices:
            click.echo(notice, err=out is None)
    sys.exit(3 if tally.unjudged else 0)


def _write_gradebook(reports: Iterable[Report], url: str, course: Course) -> list[str]:
    from autograder.nbgrader import gradebook  # nbgrader takes a second to import

    return list(gradebook.write(list(reports), url, course))


def grade(unit: Unit, paths: tuple[Path, ...], jobs: int | None, store: Store) -> Tally:
    """Grade all submissions in `paths` that the store has no report of, and say what there was to do."""
    submissions = collect(paths, unit)
    tally = Tally()
    with terminal.progress(len(submissions), "Grading") as step:

        def tell(marked: Marked) -> None:
            tally.count(marked)
            step() if marked.graded else step.skip()

        try:
            Marker(unit, store).mark(submissions, jobs or os.cpu_count() or 1, tell)
        except KeyboardInterrupt:
            if store.lasts:
                click.echo(f"\n{len(tally.students)} of {len(submissions)} reports are in {store.name}.", err=True)
            raise
    return tally


@dataclass(frozen=True)
class _View:
    """The reports of one run, by student; read from the store whenever they are asked for."""

    store: Store
    unit: Unit
    tally: Tally
    student_view: bool

    def __iter__(self) -> Iterator[Report]:
        for report in self.store.reports(self.unit.id):
            if report.student in self.tally.students:
                yield report.for_student() if self.student_view else report
