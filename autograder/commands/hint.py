"""`autograder hint`: steps towards an exercise, one more at each call."""

from __future__ import annotations

import click

from autograder import language
from autograder.commands.speech import lang
from autograder.course import find_course
from autograder.failure import UsageError
from autograder.language import _
from autograder.steps import LANGUAGES, Memory, read_steps


@click.command()
@click.argument("unit")
@click.argument("exercise", required=False)
@lang
def command(unit: str, exercise: str | None) -> None:
    """Show a hint towards EXERCISE of UNIT, and one more at each further call.

    Hints cost nothing, and nobody is told.
    """
    from autograder.reports import terminal

    chosen = find_course().unit(unit)
    names = [e.name for e in chosen.exercises]
    if exercise is None:
        raise UsageError(_("Which exercise? {unit} has {names}.").format(unit=chosen.id, names=", ".join(names)))
    if exercise not in names:
        raise UsageError(
            _("{unit} has no exercise {exercise!r}. Its exercises: {names}.").format(
                unit=chosen.id, exercise=exercise, names=", ".join(names)
            )
        )
    table = read_steps(chosen).get(exercise)
    if table is None:
        raise UsageError(_("There are no hints for {exercise}.").format(exercise=exercise))
    steps = table.get(LANGUAGES[language.chosen()], table["steps"])
    count = Memory().advance(chosen, exercise, len(steps))
    terminal.print_steps(steps[:count])
    if count < len(steps):
        click.echo(_("The same command shows one more."))
    else:
        click.echo(_("That was the last one. The handout is {path}.").format(path=chosen.public_dir / "README.md"))
