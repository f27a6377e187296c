"""A demonstration class: real files, graded like any other.

`solutions/demo/class.toml` says who hands in what: `reference`, `stub`, `notebook` (the reference as a notebook),
`accepted/NAME`, `wrong/NAME`, or the name of a file in `solutions/demo/files`. The files are written into a folder
first, one folder per unit, and graded from there.
"""

from __future__ import annotations

import ast
import itertools
import tomllib
from dataclasses import dataclass
from pathlib import Path

import nbformat

from autograder.course import Course, Unit
from autograder.failure import CourseError


@dataclass(frozen=True)
class HandIn:
    """What one student hands in for one unit."""

    student: str
    unit: Unit
    kind: str


def read_class(course: Course) -> tuple[HandIn, ...]:
    """Read the demonstration class. Raises CourseError for an unknown unit or a missing file."""
    path = course.root / "solutions" / "demo" / "class.toml"
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise CourseError(f"{path} cannot be read: {error}.") from error
    return tuple(
        HandIn(student, course.unit(unit), kind) for student, work in table.items() for unit, kind in work.items()
    )


def write_class(course: Course, folder: Path) -> dict[Unit, Path]:
    """Write what the class hands in below `folder`, and return the folder of each unit."""
    folders = {}
    for hand_in in read_class(course):
        place = folder / hand_in.unit.id
        place.mkdir(parents=True, exist_ok=True)
        folders[hand_in.unit] = place
        suffix = ".ipynb" if hand_in.kind == "notebook" else ".py"
        (place / f"{hand_in.student}{suffix}").write_text(_source(course, hand_in), encoding="utf-8")
    return folders


def _source(course: Course, hand_in: HandIn) -> str:
    unit, kind = hand_in.unit, hand_in.kind
    if kind == "stub":
        return _read(unit.stub)
    reference = _read(unit.reference)
    if kind == "reference":
        return reference
    if kind == "notebook":
        return as_notebook(reference)
    if kind.startswith(("accepted/", "wrong/")):
        changed = _read(unit.solution_dir / "submissions" / f"{kind}.py")
        return f"{reference}\n\n{changed}"
    own = _read(course.root / "solutions" / "demo" / "files" / f"{kind}.py")
    return f"{reference}\n\n{own}" if "# after the reference" in own else own


def as_notebook(source: str) -> str:
    """Return a module as a notebook: text, a magic, and one cell for each definition."""
    lines = source.splitlines()
    definitions = [node for node in ast.parse(source).body if isinstance(node, ast.FunctionDef | ast.ClassDef)]
    bounds = [0, *(node.lineno - 1 for node in definitions), len(lines)]
    pieces = ["\n".join(lines[start:end]).strip() for start, end in itertools.pairwise(bounds)]
    cells = [nbformat.v4.new_code_cell(piece) for piece in ("%matplotlib inline", *pieces)]
    text: str = nbformat.writes(nbformat.v4.new_notebook(cells=cells))
    return text


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise CourseError(f"{path} cannot be read: {error.strerror}. The demonstration class needs it.") from error
