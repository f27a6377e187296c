"""`autograder release`: stubs and notebooks from references; what students get."""

from __future__ import annotations

from pathlib import Path

import click

from autograder.course import find_course


@click.command()
@click.argument("units", nargs=-1)
@click.option("--to", "folder", type=click.Path(path_type=Path, file_okay=False), help="Write what students get here.")
def command(units: tuple[str, ...], folder: Path | None) -> None:
    """Generate the stub and the notebook of UNITS (default: all) from their references.

    With --to, write the students' copy of the course instead: handouts, stubs, notebooks and public checks, nothing
    of solutions/.
    """
    from autograder import release

    course = find_course()
    if folder is not None:
        for line in release.write_course(course, folder):
            click.echo(line)
        return
    for unit in course.select(units):
        for path in release.write(unit):
            click.echo(f"wrote {path}")
