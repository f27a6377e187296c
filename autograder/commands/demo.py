"""`autograder demo`: a class to look at."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path

import click

from autograder.course import find_course
from autograder.results import document


@click.command()
@click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), default=Path("demo-report"), show_default=True,
    help="Where the class and its report are written.",
)  # fmt: skip
@click.option("--jobs", type=click.IntRange(min=1), default=None, help="Judges at a time (default: one per core).")
def command(out: Path, jobs: int | None) -> None:
    """Grade a demonstration class and leave its report to look at."""
    from autograder.demo import write_class
    from autograder.grading import Grader
    from autograder.reports import html, terminal
    from autograder.submission import collect

    started = time.monotonic()
    course = find_course()
    work = {unit: collect((folder,), unit) for unit, folder in write_class(course, out / "class").items()}
    total = sum(len(submissions) for submissions in work.values())
    reports = []
    with terminal.progress(total, "Grading") as advance:
        for unit, submissions in work.items():
            with Grader(unit, jobs or os.cpu_count() or 1) as grader:
                for report in grader.grade(submissions):
                    reports.append(report)
                    advance()
    reports.sort(key=lambda report: (report.student, report.unit))
    terminal.print_class(reports)
    (out / "report.json").write_text(
        json.dumps(document(reports), ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
    )
    page = html.write(reports, out, course, False)
    click.echo(f"{total} submissions graded in {time.monotonic() - started:.1f} s. Report: {page}")
