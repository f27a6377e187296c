"""Editions of a unit: what its reports depend on besides the submission, as digests.

Two reports of one submission with one edition are the same. Where only some parts differ, `marking` knows what that
means for a report that was made before.
"""

from __future__ import annotations

import ast
import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from autograder import __version__
from autograder.course import Unit
from autograder.failure import CourseError

# What only carries reports around; everything else of the kit may decide about verdicts, messages and hints
CARRIERS = ("commands", "nbgrader", "reports")
# Beside the reference in its folder, and read by no check
ASIDE = ("figures.py", "questions.toml", "equivalent.toml")


@dataclass(frozen=True)
class Edition:
    """The parts of an edition. `settings` are limits, sandbox, forbidden names and the secret behind the seeds."""

    checks: str
    points: str
    reference: str
    mistakes: str
    settings: str
    kit: str

    def changes(self, earlier: Edition) -> tuple[str, ...]:
        """Return the names of the parts that are not as they were."""
        return tuple(f.name for f in fields(self) if getattr(self, f.name) != getattr(earlier, f.name))


@dataclass(frozen=True)
class Questions:
    """A check file, taken apart: what is asked, as a digest, and what it is worth, by the names of check functions."""

    digest: str
    points: dict[str, float]


def edition_of(unit: Unit) -> Edition:
    """Return the edition of a unit's files as they are now. Raises CourseError when one cannot be read."""
    asked = questions_of(unit)
    exercises = {exercise.name: exercise.points for exercise in unit.exercises}
    return Edition(
        checks=_digest(asked.digest, *_files(_beside(unit))),
        points=_digest(json.dumps([asked.points, exercises], sort_keys=True)),
        reference=_digest(_read(unit.reference)),
        mistakes=_digest(*_files(unit.wrong)),
        settings=_digest(_settings(unit)),
        kit=_digest(__version__, *_files(_engine())),
    )


def questions_of(unit: Unit) -> Questions:
    """Take the hidden checks apart. Comments and layout are no part of what is asked."""
    source = _read(unit.hidden_checks)
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError):
        return Questions(_digest(source), {})  # the judge says what is wrong with it
    points = {}
    for node in tree.body:
        for constant in _stated_points(node):
            points[node.name] = float(constant.value)  # type: ignore[attr-defined,arg-type]
            constant.value = None
    return Questions(_digest(ast.dump(tree)), points)


def _stated_points(node: ast.AST) -> Iterator[ast.Constant]:
    """Find the number in `@exercise(name, points=2)`. Points that are computed count as part of what is asked."""
    for mark in getattr(node, "decorator_list", ()):
        if isinstance(node, ast.FunctionDef) and isinstance(mark, ast.Call) and ast.unparse(mark.func) == "exercise":
            given = [*mark.args[1:2], *(keyword.value for keyword in mark.keywords if keyword.arg == "points")]
            yield from (v for v in given if isinstance(v, ast.Constant) and isinstance(v.value, int | float))


def _beside(unit: Unit) -> list[Path]:
    """What checks may read: a conftest.py, data."""
    known = (unit.file_name, unit.hidden_checks.name, *ASIDE)
    return sorted(p for p in unit.solution_dir.iterdir() if p.is_file() and p.name[0] != "." and p.name not in known)


def _engine() -> list[Path]:
    root = Path(__file__).parent
    return sorted(path for path in root.rglob("*.py") if path.relative_to(root).parts[0] not in CARRIERS)


def _settings(unit: Unit) -> str:
    secret = hashlib.sha256(os.environ.get("AUTOGRADER_SECRET", "").encode()).hexdigest()
    parts = [asdict(unit.limits), unit.backend, unit.sandbox, unit.forbidden, unit.fresh_worker, secret]
    return json.dumps(parts, sort_keys=True)


def _files(paths: Iterable[Path]) -> Iterator[str | bytes]:
    for path in paths:
        yield path.name
        yield _read(path)


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise CourseError(f"{path}: cannot be read: {error.strerror or error}.") from error


def _digest(*parts: str | bytes) -> str:
    """Return one digest of all parts, whose borders count."""
    whole = hashlib.sha256()
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        whole.update(len(data).to_bytes(8, "big") + data)
    return whole.hexdigest()
