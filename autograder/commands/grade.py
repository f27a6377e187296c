"""`autograder grade`: hidden checks on submissions."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from autograder import exports
from autograder.course import Unit, find_course
from autograder.results import Report, Verdict


@click.command()
@click.argument("unit")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--jobs", type=click.IntRange(min=1), default=None, help="Judges at a time (default: one per core).")
@click.option("--format", "style", type=click.Choice(exports.FORMATS), help="What to write (with --out alone: html).")
@click.option("--out", type=click.Path(path_type=Path), help="Where: a folder for html, else a file (default: stdout).")
@click.option("--fill", type=click.Path(path_type=Path, dir_okay=False), help="The file that the platform exported.")
@click.option("--column", help="The unit's column in that file, where it isn't titled as the unit is.")
@click.option("--json", "json_path", type=click.Path(path_type=Path, dir_okay=False), help="Write the reports as JSON.")
@click.option("--student-view", is_flag=True, help="Leave out what hidden checks must not tell students.")
def command(
    unit: str, paths: tuple[Path, ...], jobs: int | None, style: str | None, out: Path | None, fill: Path | None,
    column: str | None, json_path: Path | None, student_view: bool,
) -> None:  # fmt: skip
    """Grade PATHS: files, notebooks, folders with one submission, folders of submissions, or zips of such."""
    from autograder.reports import terminal

    course = find_course()
    chosen = course.unit(unit)
    form = exports.Form(fill, {chosen.id: column} if column else {}) if fill else None
    style = style or (None if out is None else "html")
    exports.expect(style, out, form, student_view)
    reports = grade(chosen, paths, jobs)
    shown = [report.for_student() for report in reports] if student_view else reports
    if out is not None or style is None:
        terminal.print_class(shown)
    if json_path is not None:
        exports.write("json", shown, json_path, course)
    if style is not None:
        for notice in exports.write(style, shown, out, course, form=form, student_view=student_view):
            click.echo(notice, err=out is None)
    sys.exit(3 if any(report.verdict == Verdict.GRADER_ERROR for report in reports) else 0)


def grade(unit: Unit, paths: tuple[Path, ...], jobs: int | None) -> list[Report]:
    """Grade all submissions in `paths`, and return the reports by student."""
    from autograder.grading import Grader
    from autograder.reports import terminal
    from autograder.submission import collect

    submissions = collect(paths, unit)
    jobs = min(jobs or os.cpu_count() or 1, len(submissions))
    reports = []
    with Grader(unit, jobs) as grader, terminal.progress(len(submissions), "Grading") as advance:
        for report in grader.grade(submissions):
            reports.append(report)
            advance()
    return sorted(reports, key=lambda report: report.student)
