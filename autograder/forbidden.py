"""What a unit forbids, found in a submission's source by what the names in it resolve to.

The source is read, not run: imports, aliases, attribute chains, `getattr` and `import_module` with constant names are
followed. What hides behind computed names is refused at run time (`sandbox.refusal`).
"""

from __future__ import annotations

import ast
import contextlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from autograder.language import _
from autograder.submission import Cell

IMPORTERS = ("importlib.import_module", "importlib.__import__", "builtins.__import__", "__import__")
MODULES = "sys.modules"
ROUNDS = 10  # assignments that pass an alias on, one after the other


@dataclass(frozen=True)
class Use:
    """A forbidden name, and where it is used."""

    name: str
    cell: str
    line: int

    def __str__(self) -> str:
        return _("{cell}, line {line}, uses {name}, which this unit forbids: it is what you are to write.").format(
            cell=self.cell, line=self.line, name=self.name
        )


def first_use(cells: Sequence[Cell], forbidden: Sequence[str]) -> Use | None:
    """Return the first use of a forbidden name, or None.

    >>> first_use([Cell("a.py", "import numpy as np; y = np.dot(a, b)")], ["numpy.dot"])
    Use(name='numpy.dot', cell='a.py', line=1)
    """
    if not forbidden:
        return None
    trees = [(cell.label, tree) for cell in cells if (tree := _parse(cell.source)) is not None]
    names = _Names([tree for _, tree in trees], forbidden)
    for label, tree in trees:
        for node in ast.walk(tree):
            for name in names.mentioned(node):
                if name in forbidden:
                    return Use(name, label, getattr(node, "lineno", 0))
    return None


def _parse(source: str) -> ast.Module | None:
    try:
        return ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None  # it doesn't run either


class _Names:
    """What the names of a module stand for, wherever in it they are bound: an alias counts everywhere.

    Only what leads to a wanted name is kept, so that source which binds names to ever longer ones costs nothing.
    """

    def __init__(self, trees: list[ast.Module], wanted: Sequence[str]) -> None:
        self._bound: dict[str, set[str]] = {}
        self._starred: set[str] = set()
        self._known: dict[ast.expr, set[str]] = {}
        parts = [name.split(".") for name in (*wanted, *IMPORTERS, MODULES)]
        self._leading = {".".join(name[:length]) for name in parts for length in range(1, len(name) + 1)}
        nodes = [node for tree in trees for node in ast.walk(tree)]
        for node in nodes:
            self._bind_imports(node)
        for _round in range(ROUNDS):
            before = sum(map(len, self._bound.values()))
            for node in nodes:
                self._bind_assignments(node)
            if sum(map(len, self._bound.values())) == before:
                break
        for node in reversed(nodes):  # parts before what they are part of, so that no depth of nesting matters
            if isinstance(node, ast.expr):
                self._known[node] = self._resolve(node)

    def mentioned(self, node: ast.AST) -> Iterator[str]:
        """Yield the dotted names that a node resolves to."""
        if isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.expr):
            yield from self._resolve(node)

    def _leads(self, dotted: str) -> bool:
        return dotted.removesuffix(".__dict__") in self._leading

    def _bind_imports(self, node: ast.AST) -> None:
        if isinstance(node, ast.Import):
            for alias in node.names:
                root = alias.name.split(".")[0]
                self._bind(alias.asname or root, alias.name if alias.asname else root)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            for alias in node.names:
                if alias.name == "*":
                    self._starred.add(node.module)
                else:
                    self._bind(alias.asname or alias.name, f"{node.module}.{alias.name}")

    def _bind_assignments(self, node: ast.AST) -> None:
        if isinstance(node, ast.Assign):
            for target in node.targets:
                self._bind_target(target, node.value)
        elif isinstance(node, ast.AnnAssign | ast.NamedExpr) and node.value is not None:
            self._bind_target(node.target, node.value)
        elif isinstance(node, ast.arguments):
            parameters = [*node.posonlyargs, *node.args]
            for parameter, default in zip(reversed(parameters), reversed(node.defaults), strict=False):
                self._bind_target(ast.Name(parameter.arg), default)

    def _bind_target(self, target: ast.expr, value: ast.expr) -> None:
        if isinstance(target, ast.Name):
            with contextlib.suppress(RecursionError):  # hundreds of levels: a wanted name has a few
                for name in self._resolve(value):
                    self._bind(target.id, name)
        elif isinstance(target, ast.Tuple | ast.List) and isinstance(value, ast.Tuple | ast.List):
            for inner, part in zip(target.elts, value.elts, strict=False):
                self._bind_target(inner, part)

    def _bind(self, name: str, dotted: str) -> None:
        self._bound.setdefault(name, set()).add(dotted)

    def _resolve(self, node: ast.expr) -> set[str]:
        """Return the dotted names that an expression may stand for, among those that lead to a wanted one."""
        return self._known[node] if node in self._known else set(filter(self._leads, self._resolved(node)))

    def _resolved(self, node: ast.expr) -> set[str]:
        if isinstance(node, ast.Name):
            starred = {f"{module}.{node.id}" for module in self._starred}
            return self._bound.get(node.id, set()) | starred | ({node.id} if node.id == "__import__" else set())
        if isinstance(node, ast.Attribute):
            return {f"{owner}.{node.attr}" for owner in self._resolve(node.value)}
        if isinstance(node, ast.Subscript):
            return self._resolve_item(node)
        if isinstance(node, ast.Call):
            return self._resolve_call(node)
        return set()

    def _resolve_item(self, node: ast.Subscript) -> set[str]:
        """Follow `vars(module)["name"]`, `module.__dict__["name"]` and `sys.modules["name"]`."""
        key = _text(node.slice)
        if key is None:
            return set()
        owners = self._resolve(node.value)
        found = {f"{owner.removesuffix('.__dict__')}.{key}" for owner in owners if owner.endswith(".__dict__")}
        return found | ({key} if MODULES in owners else set())

    def _resolve_call(self, node: ast.Call) -> set[str]:
        if isinstance(node.func, ast.Name) and node.func.id == "getattr" and len(node.args) > 1:
            attribute = _text(node.args[1])
            return {f"{owner}.{attribute}" for owner in self._resolve(node.args[0])} if attribute else set()
        if isinstance(node.func, ast.Name) and node.func.id == "vars" and node.args:
            return {f"{owner}.__dict__" for owner in self._resolve(node.args[0])}
        called = self._resolve(node.func)
        if called & set(IMPORTERS) and node.args and (module := _text(node.args[0])):
            return {module if "import_module" in next(iter(called)) else module.split(".")[0]}
        return set()


def _text(node: ast.expr) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None
