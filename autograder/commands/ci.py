"""`autograder ci`: a checked-out submission in continuous integration."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from autograder import exports
from autograder.course import find_course


@click.command()
@click.option("--unit", "units", multiple=True, help="Grade this unit (repeatable; default: all that are there).")
@click.option("--work", type=click.Path(path_type=Path, exists=True, file_okay=False), default=Path(),
              help="The submission's checkout (default: this folder).")  # fmt: skip
@click.option("--student", help="Whose it is (default: the repository's name).")
@click.option("--public", is_flag=True, help="Run public checks even where the hidden ones are at hand.")
@click.option("--fail-under", type=click.FloatRange(0, 100), help="Fail below this percentage of the points.")
@click.option("--junit", type=click.Path(path_type=Path, dir_okay=False), help="Write JUnit XML.")
@click.option("--json", "json_path", type=click.Path(path_type=Path, dir_okay=False), help="Write the reports as JSON.")
def command(
    units: tuple[str, ...], work: Path, student: str | None, public: bool, fail_under: float | None,
    junit: Path | None, json_path: Path | None,
) -> None:  # fmt: skip
    """Grade a checked-out submission, isolated, and say everything as its student may read it.

    The course is found from this folder, or named by AUTOGRADER_COURSE. Where it has solutions/, the hidden checks
    run; elsewhere the public ones. On GitHub, the job gets a summary, annotations and the points for GitHub Classroom.
    """
    from autograder import ci
    from autograder.reports import terminal

    course = find_course()
    student = student or ci.student_name(os.environ, work)
    found = [ci.find_work(work, unit, student) for unit in course.select(units)]
    graded = [(one, ci.grade(one, public or not ci.is_hidden(course))) for one in found if one.path or units]
    reports = [report for _, report in graded]
    github = ci.GitHub(os.environ)
    with github.quoting():
        click.echo(ci.opening(reports))
        for report in reports:
            terminal.print_check(report)
    for one, report in graded:
        for annotation in ci.annotations_of(one, report):
            github.annotate(annotation)
    github.summarize(ci.summary(reports))
    github.tell_classroom(reports)
    for style, path in (("junit", junit), ("json", json_path)):
        if path is not None:
            exports.write(style, reports, path, course)
    sys.exit(ci.exit_code(reports, fail_under))
