"""What a student's cells print, for the feedback's sake: run in the sandbox under the unit's limits, after grading.

Text only: what cells print, and the value of a last line. Whatever happens here, no point depends on it.
"""

from __future__ import annotations

import ast
import secrets
import time
from collections.abc import Sequence
from typing import Any

import nbformat
from nbformat import NotebookNode

from autograder.benches import open_bench
from autograder.course import Unit
from autograder.failure import SubmissionFault
from autograder.sandbox import codec
from autograder.submission import _without_magics

SHOW = "_show_last_value"


class _Nobody:
    """Answers no call-backs and knows no references: cells that only run ask for neither."""

    def resolve(self, reference: Any) -> Any:
        return codec.refuse(reference)

    def call_back(self, request: Any) -> bytes:
        return codec.encode(["raised", f"nothing to call back: {request!r:.50}", []])


def printed(unit: Unit, sources: Sequence[str]) -> list[str]:
    """Return what each of these cells prints when they run one after the other. What was not reached prints nothing."""
    mark = secrets.token_hex(16)  # the cells don't know it, so none can print another's output
    cells = [("display", f"def {SHOW}(value):\n    if value is not None:\n        print(repr(value))")]
    for number, source in enumerate(sources, 1):
        cells += [(f"cell {number}", _showing_value(source)), ("display", f"print('{mark}', flush=True)")]
    bench = open_bench(unit, public=False)
    try:
        transport = bench.connect()
        try:
            transport.request(
                codec.encode(["load", [cells, None], {}]),
                _Nobody(),
                time.monotonic() + unit.limits.submission_wall_s,
            )
        except SubmissionFault as fault:
            return _divided(f"{transport.output}\n{fault.message}", mark, len(sources))
        finally:
            transport.close()
        return _divided(transport.output, mark, len(sources))
    finally:
        bench.close()


def show(document: NotebookNode, unit: Unit) -> None:
    """Write below each code cell that is no test what it prints."""
    cells = [c for c in document.cells if c.cell_type == "code" and not c.metadata.get("nbgrader", {}).get("grade")]
    for cell, text in zip(cells, printed(unit, [cell.source for cell in cells]), strict=True):
        cell.outputs = [nbformat.v4.new_output("stream", name="stdout", text=text)] if text.strip() else []


def _showing_value(source: str) -> str:
    """Return the cell so that the value of its last line is printed, as notebooks show it."""
    plain, _ = _without_magics(source)
    try:
        tree = ast.parse(plain)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return plain
    if tree.body and isinstance(tree.body[-1], ast.Expr):
        last = tree.body[-1]
        last.value = ast.Call(ast.Name(SHOW, ast.Load()), [last.value], [])
        return ast.unparse(ast.fix_missing_locations(tree))
    return plain


def _divided(text: str, mark: str, count: int) -> list[str]:
    parts = text.split(f"{mark}\n")[:count]
    return parts + [""] * (count - len(parts))
