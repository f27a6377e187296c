"""`autograder new`: a unit to fill in."""

from __future__ import annotations

import click

from autograder.course import find_course


@click.command()
@click.argument("unit")
def command(unit: str) -> None:
    """Write the folders, templates and the course.toml entry of a new UNIT, such as 10_dropout."""
    from autograder.scaffold import new_unit

    for path in new_unit(find_course(), unit):
        click.echo(f"wrote {path}")
    click.echo(f"Now write the reference, then: autograder release {unit} && autograder verify {unit}")
