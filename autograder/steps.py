"""Hints that a student asks for: steps towards an exercise, one more at each call.

They stand in a unit's `hints.toml`, a table for each exercise with `steps` and, in Korean, `steps_ko`. How many were
shown is remembered on the student's own machine, for the student alone.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from pathlib import Path

import platformdirs

from autograder.course import Unit
from autograder.failure import CourseError

LANGUAGES = {"en": "steps", "ko": "steps_ko"}


def read_steps(unit: Unit) -> dict[str, dict[str, list[str]]]:
    """Return a unit's steps by exercise and key of the table. Raises CourseError when the file is broken."""
    try:
        data = tomllib.loads(unit.steps.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise CourseError(f"{unit.steps} cannot be read: {error}.") from error
    for problem in _problems(unit, data):
        raise CourseError(problem)
    return data


def problems(unit: Unit) -> Iterator[str]:
    """Yield what is wrong with a unit's steps; a unit may have none at all."""
    try:
        steps = read_steps(unit)
    except CourseError as error:
        yield str(error)
        return
    for exercise in unit.exercises:
        if steps and exercise.name not in steps:
            yield f"{unit.steps}: no steps for {exercise.name}; write [{exercise.name}] with steps = [...]."


def _problems(unit: Unit, data: dict[str, object]) -> Iterator[str]:
    names = {exercise.name for exercise in unit.exercises}
    for name, table in data.items():
        if name not in names:
            yield f"{unit.steps}: [{name}] is no exercise of {unit.id} in course.toml."
        elif not isinstance(table, dict) or not table.get("steps"):
            yield f'{unit.steps}: [{name}] has no steps; write steps = ["...", "..."].'
        else:
            yield from _table_problems(unit, name, table)


def _table_problems(unit: Unit, name: str, table: dict[str, object]) -> Iterator[str]:
    for key, steps in table.items():
        if key not in LANGUAGES.values():
            yield f"{unit.steps}: [{name}] has an unknown key {key!r}; there are {', '.join(LANGUAGES.values())}."
        elif not isinstance(steps, list) or not all(isinstance(step, str) and step for step in steps):
            yield f"{unit.steps}: [{name}] {key} must be a list of texts."
        elif len(steps) != len(table["steps"]):  # type: ignore[arg-type]
            yield f"{unit.steps}: [{name}] has as many {key} as steps, or none."


class Memory:
    """How many steps of each exercise were shown. What cannot be read or written is forgotten: hints are no grades."""

    def __init__(self, path: Path | None = None) -> None:
        self._path = path or Path(platformdirs.user_state_dir("autograder", appauthor=False)) / "hints.json"

    def advance(self, unit: Unit, exercise: str, last: int) -> int:
        """Return how many steps to show now: one more than the last time, at most `last`."""
        shown = self._read()
        key = f"{unit.id}/{exercise}"
        count = min(shown.get(key, 0) + 1, last)
        self._write({**shown, key: count})
        return count

    def _read(self) -> dict[str, int]:
        try:
            data = json.loads(self._path.read_text(encoding="utf-8"))
            return {key: count for key, count in data.items() if isinstance(count, int) and count >= 0}
        except (OSError, ValueError, AttributeError):
            return {}

    def _write(self, shown: dict[str, int]) -> None:
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._path.write_text(json.dumps(shown), encoding="utf-8")
        except OSError:
            return
