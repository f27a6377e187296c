"""`autograder list`: the units, and how far each one is."""

from __future__ import annotations

import ast
from pathlib import Path

import click

from autograder.course import Unit, find_course
from autograder.submission import read


@click.command()
def command() -> None:
    """Show the units with their points, due dates and how many exercises are written."""
    course = find_course()
    click.echo(course.title)
    width = max((len(unit.id) for unit in course.units), default=0)
    for unit in course.units:
        written, total = progress(unit)
        due = f"  due {unit.due}" if unit.due else ""
        state = "not started" if written == 0 else f"{written} of {total} exercises written"
        click.echo(f"  {unit.id:<{width}}  {unit.points:>3g} points  {state:<28}  {unit.title}{due}")


def progress(unit: Unit) -> tuple[int, int]:
    """Count the exercises that are written, in the stub or the notebook, without running anything."""
    counts = [_written(path, unit) for path in (unit.stub, unit.notebook) if path.is_file()]
    return max(counts, default=0), len(unit.exercises)


def _written(path: Path, unit: Unit) -> int:
    names = {exercise.name for exercise in unit.exercises}
    written = set()
    for cell in read(path, unit).cells:
        try:
            tree = ast.parse(cell.source)
        except SyntaxError:
            continue
        for node in tree.body:
            if isinstance(node, ast.FunctionDef | ast.ClassDef) and node.name in names and not _unwritten(node):
                written.add(node.name)
    return len(written)


def _unwritten(definition: ast.AST) -> bool:
    """Tell whether a definition still raises the stub's NotImplementedError somewhere."""
    return any(isinstance(node, ast.Raise) and _is_stub(node.exc) for node in ast.walk(definition))


def _is_stub(raised: ast.expr | None) -> bool:
    name = raised.func if isinstance(raised, ast.Call) else raised
    return isinstance(name, ast.Name) and name.id == "NotImplementedError"
