"""`autograder nbgrader`: grade with nbgrader."""

from __future__ import annotations

from pathlib import Path

import click

from autograder.course import find_course


@click.group()
def command() -> None:
    """Grade with nbgrader: its commands, gradebook and formgrader, with isolated grading behind them."""


@command.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--course-id", help="What the exchange calls the course (default: the folder's name).")
def init(folder: Path, course_id: str | None) -> None:
    """Make FOLDER an nbgrader course with one assignment per unit, or bring it up to date."""
    from autograder.nbgrader.course import init

    for line in init(find_course(), folder, course_id):
        click.echo(line)
    click.echo(f"Now: cd {folder} && nbgrader generate_assignment UNIT")
