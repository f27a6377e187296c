"""`autograder submit`: the one file to hand in."""

from __future__ import annotations

import hashlib
from pathlib import Path

import click

from autograder import desk, handin
from autograder.commands.speech import lang
from autograder.course import find_course
from autograder.files import free_name, write_new
from autograder.language import _
from autograder.results import Verdict


@click.command()
@click.argument("unit", required=False)
@click.option("--file", "path", type=click.Path(path_type=Path), help="Hand in this file or notebook.")
@lang
def command(unit: str | None, path: Path | None) -> None:
    """Pack your work on UNIT into one zip, and say what is in it and what the public checks gave.

    It is packed whatever the checks say: what counts is yours to decide.
    """
    from autograder.checking import check
    from autograder.reports import words

    course, folder = find_course(), Path.cwd()
    chosen = course.unit(unit) if unit is not None else desk.unit_in(folder, course, "submit")
    paths = [path] if path is not None else desk.candidates(folder, chosen)
    work = desk.last_saved(paths, chosen)
    submission = desk.open_work(work, chosen, paths)
    report = check(chosen, submission).report
    data = handin.pack(chosen, work, report)
    target = free_name(folder / f"{chosen.module}.zip", data)
    if not target.exists():
        write_new(target, data)
    for notice in submission.notices:
        click.echo(notice)
    passed = sum(result.verdict == Verdict.PASSED for result in report.checks)
    click.echo(
        _("{file} holds {work} and {manifest}.").format(file=target.name, work=work.name, manifest=handin.MANIFEST)
    )
    click.echo(_("SHA-256: {digest}").format(digest=hashlib.sha256(data).hexdigest()))
    click.echo(
        _("Exercises written: {written} of {all}. Public checks passed: {passed} of {checks}, {points} points.").format(
            written=desk.count_written(work, chosen),
            all=len(chosen.exercises),
            passed=passed,
            checks=len(report.checks),
            points=words.points(report),
        )
    )
    if report.problem:
        click.echo(report.problem)
