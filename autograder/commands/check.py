"""`autograder check`: a student's own checks."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

import click

from autograder import desk
from autograder.commands.speech import lang
from autograder.course import Unit, find_course
from autograder.failure import AutograderError
from autograder.language import _
from autograder.results import Verdict


@click.command()
@click.argument("unit", required=False)
@click.argument("exercise", required=False)
@click.option("--file", "path", type=click.Path(path_type=Path), help="Check this file or notebook.")
@click.option("--watch", "is_watching", is_flag=True, help="Check again whenever the file is saved, until Ctrl-C.")
@lang
def command(unit: str | None, exercise: str | None, path: Path | None, is_watching: bool) -> None:
    """Run the public checks on your work.

    Without UNIT, the unit is found by the files in the working folder. The work is UNIT's module (softmax_loss.py) or
    notebook in this folder.
    """
    course = find_course()
    folder = Path.cwd() if path is None else path.absolute().parent
    chosen = course.unit(unit) if unit is not None else desk.unit_in(folder, course, "check")
    paths = [path] if path is not None else desk.candidates(folder, chosen)
    if is_watching:
        _watch(chosen, paths, exercise)
    else:
        verdict = _check(chosen, paths, exercise)
        sys.exit(0 if verdict == Verdict.PASSED else 3 if verdict == Verdict.GRADER_ERROR else 1)


def _check(unit: Unit, paths: list[Path], exercise: str | None) -> Verdict:
    from autograder.checking import check
    from autograder.reports import terminal

    checked = check(unit, desk.open_work(desk.last_saved(paths, unit), unit, paths), exercise)
    terminal.print_check(checked.report, differences=checked.differences)
    return checked.report.verdict


def _watch(unit: Unit, paths: list[Path], exercise: str | None) -> None:
    from autograder.reports import terminal
    from autograder.watch import watch

    for module in ("autograder.checking", "hypothesis", *(["torch"] if unit.backend == "torch" else [])):
        importlib.import_module(module)
    console = terminal.open_console()

    def run() -> None:
        if console.is_terminal:
            console.clear()
        names = ", ".join(path.name for path in paths)
        click.echo(_("Watching {files}. A save starts over, Ctrl-C ends it.").format(files=names))
        try:
            _check(unit, [path for path in paths if path.is_file()] or paths, exercise)
        except (OSError, AutograderError) as error:  # an editor may have moved the file away for a moment
            click.echo(f"autograder: {error}")

    try:
        watch(paths, run)
    except KeyboardInterrupt:
        click.echo("\n" + _("No longer watching."))
