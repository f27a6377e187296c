"""`autograder prairielearn`: questions for PrairieLearn with an external grader."""

from __future__ import annotations

from pathlib import Path

import click

from autograder import bundle, prairielearn
from autograder.course import find_course


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option("--unit", "units", multiple=True, help="Write this unit (repeatable; default: all).")
@click.option("--image", default="autograder", show_default=True, help="What the grader's container image is called.")
@click.option("--index", help="A further package index, such as that of torch's CPU builds.")
def command(folder: Path, units: tuple[str, ...], image: str, index: str | None) -> None:
    """Write questions, their grader and its image's recipe into FOLDER, the folder of a PrairieLearn course."""
    course = find_course()
    bundle.unpack(folder, prairielearn.members(course, course.select(units), image, index))
    click.echo(f"wrote {folder}: build the image with docker build --tag {image} {folder / 'image'}")
