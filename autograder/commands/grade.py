"""`autograder grade`: hidden checks on submissions."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import click

from autograder.course import find_course
from autograder.results import Verdict, document


@click.command()
@click.argument("unit")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--jobs", type=click.IntRange(min=1), default=None, help="Judges at a time (default: one per core).")
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), help="Write the HTML report into this folder.")
@click.option("--json", "json_path", type=click.Path(path_type=Path, dir_okay=False), help="Write the reports as JSON.")
@click.option("--student-view", is_flag=True, help="Leave out what hidden checks must not tell students.")
def command(
    unit: str, paths: tuple[Path, ...], jobs: int | None, out: Path | None, json_path: Path | None, student_view: bool
) -> None:
    """Grade PATHS: files, notebooks, folders with one submission, folders of submissions, or zips of such."""
    from autograder.grading import Grader
    from autograder.reports import html, terminal
    from autograder.submission import collect

    course = find_course()
    chosen = course.unit(unit)
    submissions = collect(paths, chosen)
    jobs = min(jobs or os.cpu_count() or 1, len(submissions))
    with Grader(chosen, jobs) as grader, terminal.progress(len(submissions), "Grading") as advance:
        reports = []
        for report in grader.grade(submissions):
            reports.append(report)
            advance()
    reports.sort(key=lambda report: report.student)
    shown = [report.for_student() for report in reports] if student_view else reports
    terminal.print_class(shown)
    if json_path is not None:
        json_path.write_text(json.dumps(document(shown), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    if out is not None:
        click.echo(f"Report: {html.write(shown, out, course, student_view)}")
    sys.exit(3 if any(report.verdict == Verdict.GRADER_ERROR for report in reports) else 0)
