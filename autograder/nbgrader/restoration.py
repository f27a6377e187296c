"""A student's notebook as nbgrader needs it, whatever became of it: every graded cell is there once.

Nothing that the student's file says about cells is believed. A test cell is known by its name and text, a solution by
what it defines, an answer by its name or by the question above it; what is missing is put back.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import Enum

import nbformat
from nbformat import NotebookNode

from autograder.nbgrader.cells import metadata
from autograder.nbgrader.handin import Found
from autograder.worksheet import METADATA, YOUR_ANSWER

# Formgrader and feedback pages take HTML in answers as it is, so a script in one would act with the grader's rights
HTML = re.compile(r"<(?=[A-Za-z/!?])")


class Kind(Enum):
    """What nbgrader does with a cell that it knows."""

    TEST = "test"
    SOLUTION = "solution"
    ANSWER = "answer"
    TASK = "task"
    READ_ONLY = "read-only"


@dataclass(frozen=True)
class Known:
    """A cell that the gradebook knows.

    `exercise` is what a test cell or a solution belongs to, `question` what an answer answers; empty where an
    instructor added the cell.
    """

    name: str
    kind: Kind
    cell_type: str
    source: str
    points: float = 0.0
    exercise: str = ""
    question: str = ""


@dataclass(frozen=True)
class Restored:
    """The notebook, and what was repaired in it, for the student to read."""

    notebook: NotebookNode
    notices: tuple[str, ...]


class _Restoration:
    def __init__(self, found: Sequence[Found], known: Sequence[Known]) -> None:
        self._found = list(found)
        self._known = known
        self._names: dict[int, Known] = {}  # which of the found cells is which known one
        self._added: dict[int, list[NotebookNode]] = {}  # what is put back below a found cell; -1 is the top
        self.notices: list[str] = []

    def run(self) -> Restored:
        for cell in self._known:
            match = {Kind.TEST: self._test, Kind.SOLUTION: self._solution}.get(cell.kind, self._by_name)
            match(cell)
        nodes = list(self._added.get(-1, []))
        for position, found in enumerate(self._found):
            nodes += [self._node(position, found), *self._added.get(position, [])]
        for number, node in enumerate(nodes):
            node.id = f"cell-{number}"  # ids that a student's file repeats would not be valid
        document = nbformat.v4.new_notebook(cells=nodes, metadata=METADATA)
        return Restored(document, tuple(self.notices))

    def _test(self, cell: Known) -> None:
        """A cell with a test's name and other text is the student's own: it stays, and the test is put back below."""
        claimed = [n for n, found in enumerate(self._found) if found.name == cell.name]
        same = [n for n, found in self._free() if found.source.strip() == cell.source.strip()]
        if same:
            kept = next((n for n in same if n in claimed), same[0])
            self._names[kept] = cell
            if self._found[kept].points not in (None, cell.points):
                self.notices.append(f"The points of the test cell of {cell.exercise} had been changed.")
            if len(same) > 1:
                self.notices.append(f"The test cell of {cell.exercise} is there {len(same)} times; one counts.")
            return
        what = "had been changed" if claimed else "was missing"
        self.notices.append(f"The test cell of {cell.exercise} {what}; it was put back.")
        place = max(self._defining(cell.exercise), default=len(self._found) - 1)
        self._added.setdefault(place, []).append(_node(cell, cell.source))

    def _solution(self, cell: Known) -> None:
        defining = self._defining(cell.exercise) if cell.exercise else []
        if len(defining) > 1:
            self.notices.append(f"{len(defining)} cells define {cell.exercise}; the last one counts.")
        named = [n for n, found in enumerate(self._found) if found.name == cell.name and found.cell_type == "code"]
        free = [n for n in defining or named if n not in self._names]
        if free:
            self._names[free[-1]] = cell

    def _by_name(self, cell: Known) -> None:
        named = [n for n, found in self._free() if found.name == cell.name and found.cell_type != "raw"]
        named = [n for n in named if self._found[n].cell_type == cell.cell_type] or named  # a type can be changed back
        if not named and cell.kind == Kind.ANSWER:
            named = self._below_question(cell)
        changed = [n for n in named if self._found[n].source.strip() not in ("", YOUR_ANSWER)]
        if named:
            self._names[(changed or named)[-1]] = cell
        elif cell.kind in (Kind.ANSWER, Kind.TASK):
            self.notices.append(f"The cell of {cell.name} was missing; it was put back, without an answer.")
            lost = f"(This cell was missing from what was handed in.)\n\n{cell.source}"
            self._added.setdefault(len(self._found) - 1, []).append(_node(cell, lost))

    def _below_question(self, cell: Known) -> list[int]:
        """Return the text cell below the question, which tells an answer where names were lost."""
        question = cell.question.strip()
        for position, found in self._free():
            if question and found.cell_type == "markdown" and found.source.strip() == question:
                following = position + 1
                is_text = following < len(self._found) and self._found[following].cell_type == "markdown"
                return [following] if is_text and following not in self._names else []
        return []

    def _free(self) -> list[tuple[int, Found]]:
        return [(n, found) for n, found in enumerate(self._found) if n not in self._names]

    def _defining(self, name: str) -> list[int]:
        return [
            n for n, found in enumerate(self._found) if found.cell_type == "code" and name in _defined(found.source)
        ]

    def _node(self, position: int, found: Found) -> NotebookNode:
        known = self._names.get(position)
        if found.cell_type == "markdown":
            found = replace(found, source=HTML.sub("&lt;", found.source))
        if known is not None:
            return _node(known, found.source, found)
        new = {"code": nbformat.v4.new_code_cell, "raw": nbformat.v4.new_raw_cell}
        node: NotebookNode = new.get(found.cell_type, nbformat.v4.new_markdown_cell)(found.source)  # type: ignore[no-untyped-call]
        return _with_attachments(node, found)


def restore(found: Sequence[Found], known: Sequence[Known]) -> Restored:
    """Return the notebook of these cells in which each graded cell of `known` is there once."""
    return _Restoration(found, known).run()


def _node(known: Known, source: str, found: Found | None = None) -> NotebookNode:
    new = nbformat.v4.new_code_cell if known.cell_type == "code" else nbformat.v4.new_markdown_cell
    node: NotebookNode = new(source)  # type: ignore[no-untyped-call]
    node.metadata.nbgrader = metadata(
        known.name,
        grade=known.kind in (Kind.TEST, Kind.ANSWER),
        solution=known.kind in (Kind.SOLUTION, Kind.ANSWER),
        locked=known.kind in (Kind.TEST, Kind.TASK, Kind.READ_ONLY),
        task=known.kind == Kind.TASK,
        points=known.points,
    )
    return _with_attachments(node, found) if found else node


def _with_attachments(node: NotebookNode, found: Found) -> NotebookNode:
    if node.cell_type == "markdown" and found.attachments:
        node.attachments = NotebookNode(found.attachments)
    return node


def _defined(source: str) -> set[str]:
    """Return the names that a cell defines; lines that aren't Python (magics) are left out."""
    try:
        tree = ast.parse("\n".join(line for line in source.split("\n") if not line.lstrip().startswith(("%", "!"))))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return set()
    return set(_names(tree.body))


def _names(statements: Iterable[ast.stmt]) -> Iterable[str]:
    for statement in statements:
        if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield statement.name
        elif isinstance(statement, ast.Assign):
            yield from (target.id for target in statement.targets if isinstance(target, ast.Name))
