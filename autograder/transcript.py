"""From what a notebook's session has run to a submission: the exercises, and what they use, as they are defined now.

Cells are run again and again, in any order, and many are experiments. So the submission takes statements, not cells:
the latest definition of each exercise and, from there, of each name that it uses, ordered so that the module runs from
top to bottom.
"""

from __future__ import annotations

import ast
import math
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field

from autograder.course import Unit
from autograder.submission import Cell, Submission

OWN_SCOPE = (ast.Lambda, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
STAR = "*"


@dataclass(eq=False)
class Ran:
    """A cell that ran, or is running. It got to all lines before `end`."""

    label: str
    source: str
    end: float = math.inf


@dataclass(frozen=True, eq=False)
class Statement:
    """A statement of a cell: which names it binds, which it mentions, and which it needs at the moment that it runs.

    Of `A.f = g` the bound name is `A.f`.
    """

    label: str
    node: ast.stmt
    text: str
    binds: tuple[str, ...] = field(init=False)
    mentions: frozenset[str] = field(init=False)
    needs: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "binds", tuple(dict.fromkeys(_bound(self.node))))
        object.__setattr__(self, "mentions", frozenset(_names(ast.walk(self.node))))
        object.__setattr__(self, "needs", frozenset(_names(_run_at_once(self.node))))

    @property
    def cell(self) -> Cell:
        """The statement as a cell of its own, on the lines that it had."""
        return Cell(f"{self.label} ({self.binds[0]})", "\n" * (_first_line(self.node) - 1) + self.text)


def to_submission(cells: Iterable[Ran], defined: Collection[str], unit: Unit, student: str) -> Submission:
    """Return the session's submission for a unit. `defined` are the names that the session still holds."""
    latest: dict[str, Statement] = {}
    for statement in _statements(cells):
        for name in statement.binds:
            for patch in [other for other in latest if other.startswith((f"{name}.", f"{name}["))]:
                del latest[patch]
            latest.pop(name, None)  # so that the order is that of the latest runs
            latest[name] = statement
    present = {name: one for name, one in latest.items() if _root(name) in defined or name.startswith(STAR)}
    roots = [exercise.name for exercise in unit.exercises] + [name for name in present if name.startswith(STAR)]
    ordered = _ordered(present, _reachable(present, roots))
    return Submission(student, unit.id, tuple(statement.cell for statement in ordered))


def _statements(cells: Iterable[Ran]) -> Iterator[Statement]:
    for cell in cells:
        try:
            body = ast.parse(cell.source).body
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            continue
        lines = cell.source.splitlines()
        for node in body:
            last = node.end_lineno or node.lineno
            if last < cell.end and any(_bound(node)):
                yield Statement(cell.label, node, _text(node, lines))


def _text(node: ast.stmt, lines: list[str]) -> str:
    """Return the statement alone: what shares its first and last line is another statement."""
    decorated = lines[_first_line(node) - 1 : node.lineno - 1]
    own = lines[node.lineno - 1 : node.end_lineno]
    own[-1] = own[-1].encode()[: node.end_col_offset].decode()  # columns count bytes of UTF-8
    own[0] = own[0].encode()[node.col_offset :].decode()
    return "\n".join([*decorated, *own])


def _reachable(latest: dict[str, Statement], roots: Iterable[str]) -> set[str]:
    """Return the roots and all names that they mention, directly or not; patches come with what they patch."""
    reached: set[str] = set()
    waiting = list(roots)
    while waiting:
        name = waiting.pop()
        if name in latest and name not in reached:
            reached.add(name)
            waiting += latest[name].mentions
            waiting += [other for other in latest if other != name and _root(other) == name]
    return reached


def _ordered(latest: dict[str, Statement], chosen: set[str]) -> list[Statement]:
    """Return the chosen statements in the order in which they ran, but each after what it needs."""
    ordered: list[Statement] = []
    visited: set[int] = set()

    def place(name: str) -> None:
        statement = latest[name]
        if id(statement) in visited:
            return
        visited.add(id(statement))
        before = statement.needs if isinstance(statement.node, DEFINITIONS) else _reachable(latest, statement.needs)
        for other in latest:
            if other in before:
                place(other)
        ordered.append(statement)

    for name in latest:
        if name in chosen:
            place(name)
    return ordered


def _bound(node: ast.AST) -> Iterator[str]:
    """Yield the names that a statement binds in the scope that it stands in."""
    if isinstance(node, DEFINITIONS):
        yield node.name
        return
    if isinstance(node, ast.Import | ast.ImportFrom):
        module = getattr(node, "module", None)
        for alias in node.names:
            yield f"{STAR} of {module}" if alias.name == STAR else alias.asname or alias.name.partition(".")[0]
        return
    if isinstance(node, ast.AugAssign):
        return  # `count += 1` changes what another statement has bound
    if isinstance(node, ast.Name | ast.Attribute | ast.Subscript) and isinstance(node.ctx, ast.Store):
        yield ast.unparse(node)
        return
    if not isinstance(node, OWN_SCOPE):
        for child in ast.iter_child_nodes(node):
            yield from _bound(child)


def _run_at_once(node: ast.AST) -> Iterator[ast.AST]:
    """Yield the node and all parts that run with it: of a function everything but the body."""
    yield node
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        parts: list[ast.AST | None] = [*node.decorator_list, node.args, node.returns]
    elif isinstance(node, ast.Lambda):
        parts = [node.args]
    else:
        parts = [*ast.iter_child_nodes(node)]
    for part in parts:
        if part is not None:
            yield from _run_at_once(part)


def _names(nodes: Iterable[ast.AST]) -> Iterator[str]:
    return (node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load))


def _root(name: str) -> str:
    """Return `A` for `A`, `A.f` and `A[0]`."""
    return name.partition(".")[0].partition("[")[0]


def _first_line(node: ast.stmt) -> int:
    if isinstance(node, DEFINITIONS):
        return min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)])
    return node.lineno
