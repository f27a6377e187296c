"""`autograder gradescope`: an autograder for Gradescope."""

from __future__ import annotations

from pathlib import Path

import click

from autograder import bundle, gradescope
from autograder.course import find_course


@click.command()
@click.argument("out", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--unit", "units", multiple=True, help="Pack this unit (repeatable; default: all).")
@click.option("--hidden-checks", "visibility", type=click.Choice(gradescope.VISIBILITIES), default="visible",
              show_default=True, help="When students see how hidden checks ended (never what they hold).")  # fmt: skip
@click.option("--index", help="A further package index, such as that of torch's CPU builds.")
def command(out: Path, units: tuple[str, ...], visibility: str, index: str | None) -> None:
    """Write OUT, the archive that Gradescope asks for as autograder: it holds hidden checks, so keep it to yourself."""
    course = find_course()
    bundle.archive(out, gradescope.members(course, course.select(units), visibility, index))
    click.echo(f"wrote {out}: upload it as the assignment's autograder; it holds the solutions")
