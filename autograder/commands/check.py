"""`autograder check`: a student's own checks."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from autograder.course import Unit, find_course
from autograder.failure import UsageError
from autograder.results import Verdict
from autograder.submission import Submission, read


@click.command()
@click.argument("unit", required=False)
@click.argument("exercise", required=False)
@click.option("--file", "path", type=click.Path(path_type=Path), help="Check this file or notebook.")
def command(unit: str | None, exercise: str | None, path: Path | None) -> None:
    """Run the public checks on your work.

    Without UNIT, the unit is found by the files in the working folder. The work is UNIT's module (softmax_loss.py) or
    notebook in
    this folder.
    """
    from autograder.checking import check
    from autograder.reports import terminal

    chosen, submission = locate(unit, path)
    report = check(chosen, submission, exercise).report
    terminal.print_check(report)
    sys.exit(0 if report.verdict == Verdict.PASSED else 3 if report.verdict == Verdict.GRADER_ERROR else 1)


def locate(name: str | None, path: Path | None) -> tuple[Unit, Submission]:
    """Find the unit and the student's file. Raises UsageError when it is not clear which are meant."""
    course = find_course()
    folder = Path.cwd() if path is None else path.absolute().parent
    if name is not None:
        unit = course.unit(name)
    else:
        here = [u for u in course.units if u.public_dir == folder or folder.name == u.id]
        here = here or [u for u in course.units if _work(folder, u)]
        if len(here) != 1:
            found = ", ".join(u.id for u in here) or "none"
            raise UsageError(f"Which unit? Files of {found} are in {folder}. Name it: autograder check UNIT.")
        unit = here[0]
    if path is not None:
        return unit, _read(path, unit)
    candidates = _work(folder, unit) or _work(unit.public_dir, unit)
    if not candidates:
        raise UsageError(f"There is no {unit.file_name} and no {unit.notebook.name} in {folder}.")
    return unit, _read(_edited(candidates), unit)


def _work(folder: Path, unit: Unit) -> list[Path]:
    return [folder / name for name in (unit.file_name, unit.notebook.name) if (folder / name).is_file()]


def _edited(candidates: list[Path]) -> Path:
    """Return the file that was worked on last: stub and notebook of a unit lie side by side."""
    return max(candidates, key=lambda path: path.stat().st_mtime_ns)


def _read(path: Path, unit: Unit) -> Submission:
    submission = read(path, unit)
    notice = f"Checking {path.name}."
    return Submission(
        submission.student, submission.unit, submission.cells, (notice, *submission.notices), submission.problem
    )
