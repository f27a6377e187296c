"""`autograder start`: a unit's stub and notebook, ready to be worked on."""

from __future__ import annotations

from pathlib import Path

import click

from autograder import desk
from autograder.commands.speech import lang
from autograder.course import find_course
from autograder.failure import UsageError
from autograder.files import write_new
from autograder.language import _


@click.command()
@click.argument("unit")
@lang
def command(unit: str) -> None:
    """Bring the stub and the notebook of UNIT into this folder. A file that is there already stays as it is."""
    chosen, folder = find_course().unit(unit), Path.cwd()
    sources = desk.files(chosen.public_dir, chosen)
    if not sources:
        raise UsageError(_("{folder} holds no stub of {unit}.").format(folder=chosen.public_dir, unit=chosen.id))
    for source in sources:
        target = folder / source.name
        if target.exists():
            click.echo(_("{file} is there already; it stays as it is.").format(file=target.name))
        elif desk.count_written(source, chosen):
            click.echo(_("{file} holds answers already: go on there.").format(file=source))
        else:
            write_new(target, source.read_bytes())
            click.echo(_("wrote {file}").format(file=target.name))
    click.echo(_("The handout is {path}.").format(path=chosen.public_dir / "README.md"))
    click.echo(_("Write your code, save, and run `autograder check {unit}`.").format(unit=chosen.module))
