"""`autograder verify`: the course's proof."""

from __future__ import annotations

import os
import sys

import click

from autograder.course import find_course


@click.command()
@click.argument("units", nargs=-1)
@click.option("--jobs", type=click.IntRange(min=1), default=None, help="Judges at a time (default: one per core).")
@click.option("--repeat", type=click.IntRange(min=1), default=None, help="Grade what must pass under this many seeds.")
def command(units: tuple[str, ...], jobs: int | None, repeat: int | None) -> None:
    """Prove UNITS (default: all): stubs are current, what is right passes, every known mistake is caught."""
    from autograder import authoring

    jobs = jobs or os.cpu_count() or 1
    problems = 0
    for unit in find_course().select(units):
        finding = authoring.repeat(unit, repeat, jobs) if repeat else authoring.verify(unit, jobs)
        click.echo(finding.summary)
        for problem in finding.problems:
            click.echo(f"  - {problem}")
        problems += len(finding.problems)
    click.echo(f"{problems} problem{'' if problems == 1 else 's'}." if problems else "Everything holds.")
    sys.exit(1 if problems else 0)
