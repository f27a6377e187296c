"""Where a student works: which unit a folder belongs to, and which file there is the work."""

from __future__ import annotations

import ast
import time
from dataclasses import replace
from pathlib import Path

from autograder.course import Course, Unit
from autograder.failure import UsageError
from autograder.language import _
from autograder.submission import Submission, read


def unit_in(folder: Path, course: Course, command: str) -> Unit:
    """Return the unit in whose folder a command was given. Raises UsageError when it is not clear which is meant."""
    here = [unit for unit in course.units if unit.public_dir == folder or folder.name == unit.id]
    here = here or [unit for unit in course.units if files(folder, unit)]
    if len(here) == 1:
        return here[0]
    if here:
        problem = _("{folder} holds files of {units}.").format(folder=folder, units=", ".join(unit.id for unit in here))
    else:
        problem = _("{folder} holds no file of a unit.").format(folder=folder)
    raise UsageError(
        _("Which unit? {problem} Name it: `autograder {command} UNIT`; `autograder list` shows all.").format(
            problem=problem, command=command
        )
    )


def files(folder: Path, unit: Unit) -> list[Path]:
    """Return what there is of a unit's module and notebook in a folder."""
    return [folder / name for name in (unit.file_name, unit.notebook.name) if (folder / name).is_file()]


def candidates(folder: Path, unit: Unit) -> list[Path]:
    """Return the files that may be the work on a unit. Raises UsageError when there are none."""
    found = files(folder, unit) or files(unit.public_dir, unit)
    if not found:
        raise UsageError(
            _("There is no {module} and no {notebook} in {folder}. `autograder start {unit}` brings them.").format(
                module=unit.file_name, notebook=unit.notebook.name, folder=folder, unit=unit.id
            )
        )
    return found


def last_saved(paths: list[Path], unit: Unit) -> Path:
    """Return the file that was worked on last. Stub and notebook lie side by side; one without answers is no work."""
    written = [path for path in paths if count_written(path, unit)]
    return max(written or paths, key=lambda path: path.stat().st_mtime_ns)


def open_work(path: Path, unit: Unit, others: list[Path]) -> Submission:
    """Read the work, with a notice that says what was read: a notebook's unsaved changes are not in its file."""
    submission = read(path, unit)
    saved = time.strftime("%H:%M:%S", time.localtime(path.stat().st_mtime))
    if path.suffix == ".ipynb":
        notice = _("Checking {file}, as it was saved at {time}.").format(file=path.name, time=saved)
    else:
        notice = _("Checking {file}.").format(file=path.name)
    written = [other for other in others if other != path and count_written(other, unit)]
    if written and count_written(path, unit):
        notice += " " + _("{other} holds answers too; it was saved earlier. Hand in one of them.").format(
            other=written[0].name
        )
    missing = [exercise.name for exercise in unit.exercises if exercise.name not in _definitions(submission)]
    if 0 < len(missing) <= len(unit.exercises) / 2:  # of a file that lacks most, its author knows
        notice += " " + _(
            "It has no {names}: renamed, deleted, or newer than the file. `autograder start {unit}` in an empty folder "
            "brings the stub as it is now."
        ).format(names=", ".join(missing), unit=unit.id)
    return replace(submission, notices=(notice, *submission.notices))


def progress(unit: Unit, folder: Path | None = None) -> int:
    """Count the exercises that are written, in the module or the notebook, without running anything."""
    return max((count_written(path, unit) for path in files(folder or unit.public_dir, unit)), default=0)


def count_written(path: Path, unit: Unit) -> int:
    """Count the exercises that are written in one file."""
    names = {exercise.name for exercise in unit.exercises}
    definitions = _definitions(read(path, unit))
    return sum(name in names and not _is_unwritten(node) for name, node in definitions.items())


def _definitions(submission: Submission) -> dict[str, ast.stmt]:
    """Return the functions and classes that a submission defines, the latest of each name."""
    found: dict[str, ast.stmt] = {}
    for cell in submission.cells:
        try:
            body = ast.parse(cell.source).body
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            continue
        for node in body:
            if isinstance(node, ast.FunctionDef | ast.ClassDef):
                found[node.name] = node
    return found


def _is_unwritten(definition: ast.stmt) -> bool:
    """Tell whether a definition still raises the stub's NotImplementedError somewhere."""
    return any(isinstance(node, ast.Raise) and _is_stub(node.exc) for node in ast.walk(definition))


def _is_stub(raised: ast.expr | None) -> bool:
    name = raised.func if isinstance(raised, ast.Call) else raised
    return isinstance(name, ast.Name) and name.id == "NotImplementedError"
