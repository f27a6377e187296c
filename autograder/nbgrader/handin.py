"""Which file of a student's folder is graded, and what a notebook of any origin holds."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from autograder.course import Unit
from autograder.submission import Submission, read

MARKDOWN = ("markdown", "heading")  # headings are cells of their own in notebooks of format 3


@dataclass(frozen=True)
class Found:
    """A cell of a student's notebook: what is kept of it. `name` is the grade id that it claims, or its cell id."""

    cell_type: str
    source: str
    name: str = ""
    points: float | None = None
    attachments: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class HandIn:
    """What a student's folder holds for a unit: what is graded, and the cells to be shown.

    `from_notebook` tells whether a notebook, and one that can be read, is what is graded.
    """

    submission: Submission
    cells: tuple[Found, ...]
    from_notebook: bool = False


def hand_in(folder: Path, unit: Unit, student: str) -> HandIn:
    """Read what a student handed in, wherever something can be read at all.

    The module counts when it is there, like everywhere else in the kit; an untouched stub beside a notebook doesn't.
    """
    files = _sources(folder)
    own = [files[name] for name in (unit.file_name, unit.notebook.name) if name in files]
    if len(own) > 1 and _is_stub(own[0], unit):
        own = own[1:]
    chosen = own or (list(files.values()) if len(files) == 1 else [])
    if not chosen:
        missing = f"The folder holds no {unit.file_name} and no {unit.notebook.name}."
        return HandIn(Submission(student, unit.id, (), problem=missing), ())
    submission = read(chosen[0], unit, student)
    if len(chosen) > 1:
        notice = f"Both {chosen[0].name} and {chosen[1].name} were handed in; {chosen[0].name} was graded."
        submission = replace(submission, notices=(*submission.notices, notice))
    module = [Found("code", cell.source) for cell in submission.cells if chosen[0].suffix == ".py"]
    shown = submission if len(chosen) == 1 else read(chosen[-1], unit, student)
    cells = () if shown.problem else _cells_of(chosen[-1])
    return HandIn(submission, (*module, *cells), bool(cells) and not module)


def _sources(folder: Path) -> dict[str, Path]:
    """Return the files that may be graded, by name; links are left alone."""
    if not folder.is_dir():
        return {}
    files = [path for path in sorted(folder.iterdir()) if path.suffix in (".py", ".ipynb") and not path.is_symlink()]
    return {path.name: path for path in files if path.is_file() and not path.name.startswith(("test_", "."))}


def _is_stub(path: Path, unit: Unit) -> bool:
    return unit.stub.is_file() and path.read_bytes().strip() == unit.stub.read_bytes().strip()


def _cells_of(path: Path) -> tuple[Found, ...]:
    """Return the cells of a notebook, of any format version; none when it is no notebook, which grading says."""
    if path.suffix != ".ipynb":
        return ()
    try:
        return tuple(_parsed(json.loads(path.read_text(encoding="utf-8-sig"))))
    except (OSError, ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError):
        return ()


def _parsed(document: Any) -> Iterator[Found]:
    cells = document["cells"] if "cells" in document else document["worksheets"][0]["cells"]
    for cell in cells:
        kind = "markdown" if cell["cell_type"] in MARKDOWN else "code" if cell["cell_type"] == "code" else "raw"
        text = cell["source"] if "source" in cell else cell["input"]
        source = _writable("".join(text) if isinstance(text, list) else str(text))
        attachments = cell.get("attachments", {}) if kind == "markdown" else {}
        claimed = _dict(_dict(cell.get("metadata")).get("nbgrader"))
        points = claimed.get("points")
        yield Found(
            kind,
            source,
            str(claimed.get("grade_id") or cell.get("id") or ""),
            float(points) if isinstance(points, int | float) else None,
            attachments if _are_attachments(attachments) else {},
        )


def _writable(text: str) -> str:
    """Return text that can be written: JSON can hold halves of characters."""
    return text.replace("\r\n", "\n").encode("utf-8", "replace").decode("utf-8")


def _dict(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _are_attachments(value: Any) -> bool:
    return isinstance(value, dict) and all(
        isinstance(bundle, dict) and all(isinstance(data, str) for data in bundle.values()) for bundle in value.values()
    )
