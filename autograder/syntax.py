"""A module as text and as a syntax tree at once: what operators of mutation ask about it."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator

FunctionNode: TypeAlias = ast.FunctionDef | ast.AsyncFunctionDef

LOOSE = (ast.BinOp, ast.UnaryOp, ast.Compare, ast.BoolOp, ast.IfExp, ast.Lambda, ast.NamedExpr, ast.Tuple)


class Code:
    """The source of a module: positions, texts, parents, scopes and imports of its nodes."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.tree = ast.parse(source)
        self._lines = source.splitlines(keepends=True)
        self._starts = [0]
        for line in self._lines:
            self._starts.append(self._starts[-1] + len(line))
        self._parents = {child: node for node in ast.walk(self.tree) for child in ast.iter_child_nodes(node)}
        imports = [node for node in ast.walk(self.tree) if isinstance(node, ast.Import | ast.ImportFrom)]
        self.modules = {(name.asname or name.name).partition(".")[0] for node in imports for name in node.names}

    def span(self, node: ast.AST) -> tuple[int, int]:
        """Start and end of a node as character offsets."""
        at: Any = node
        return self._offset(at.lineno, at.col_offset), self._offset(at.end_lineno, at.end_col_offset)

    def _offset(self, line: int, column: int) -> int:
        # Columns of the syntax tree count UTF-8 bytes, and references are full of Greek letters.
        return self._starts[line - 1] + len(self._lines[line - 1].encode()[:column].decode())

    def text(self, node: ast.AST) -> str:
        """The node as it is written."""
        start, end = self.span(node)
        return self.source[start:end]

    def atom(self, node: ast.AST) -> str:
        """The node as it is written, in parentheses if an operator beside it could tear it apart."""
        return f"({self.text(node)})" if isinstance(node, LOOSE) else self.text(node)

    def call(self, node: ast.Call, args: list[ast.expr] | None = None, without: ast.keyword | None = None) -> str:
        """The call with other positional arguments, or without a keyword."""
        parts: list[ast.AST] = [*(node.args if args is None else args), *(k for k in node.keywords if k is not without)]
        return f"{self.text(node.func)}({', '.join(map(self.text, parts))})"

    def renamed(self, node: ast.expr, name: str) -> str:
        """The same name or attribute access with another last name."""
        return f"{self.atom(node.value)}.{name}" if isinstance(node, ast.Attribute) else name

    def parent(self, node: ast.AST) -> ast.AST | None:
        """The node that this one is directly part of."""
        return self._parents.get(node)

    def ancestors(self, node: ast.AST) -> Iterator[ast.AST]:
        """The nodes that this one is part of, from the inside out."""
        parent = self._parents.get(node)
        while parent is not None:
            yield parent
            parent = self._parents.get(parent)

    def function(self, node: ast.AST) -> FunctionNode | None:
        """The innermost function around the node."""
        return next((a for a in self.ancestors(node) if isinstance(a, FunctionNode)), None)

    def owner(self, node: ast.AST) -> ast.ClassDef | None:
        """The innermost class around the node."""
        return next((a for a in self.ancestors(node) if isinstance(a, ast.ClassDef)), None)

    def scopes(self, node: ast.AST) -> list[str]:
        """Names of the classes and functions around the node, from the outside in."""
        return [a.name for a in self.ancestors(node) if isinstance(a, FunctionNode | ast.ClassDef)][::-1]

    def is_function(self, call: ast.Call) -> bool:
        """Whether it is `np.sum(x)` or `sum(x)`, and not `x.sum()`."""
        node = call.func
        while isinstance(node, ast.Attribute):
            node = node.value
        return isinstance(call.func, ast.Name) or is_name(node, *self.modules)

    def subject(self, call: ast.Call) -> ast.expr | None:
        """What a call is applied to: x in `np.sum(x)` and in `x.sum()`."""
        if self.is_function(call):
            return call.args[0] if call.args and not isinstance(call.args[0], ast.Starred) else None
        return call.func.value if isinstance(call.func, ast.Attribute) else None

    def attributes(self, node: ast.AST, method: str | None = None) -> dict[str, list[ast.expr]]:
        """What the class around the node (one of its methods) assigns to each attribute of `self`."""
        owner = self.owner(node)
        functions = [f for f in owner.body if isinstance(f, FunctionNode)] if owner else []
        found: dict[str, list[ast.expr]] = {}
        for function in functions:
            if method in (None, function.name):
                for target, value in assignments(function):
                    if isinstance(target, ast.Attribute) and is_name(target.value, "self"):
                        found.setdefault(target.attr, []).append(value)
        return found


def assignments(function: ast.AST | None) -> Iterator[tuple[ast.expr, ast.expr]]:
    """Each target that is assigned to, with the value; `a, b = c` gives (a, c) and (b, c)."""
    for node in ast.walk(function) if function else ():
        if isinstance(node, ast.Assign):
            for target in node.targets:
                for single in target.elts if isinstance(target, ast.Tuple | ast.List) else [target]:
                    yield single, node.value
        elif isinstance(node, ast.AugAssign | ast.AnnAssign) and node.value is not None:
            yield node.target, node.value


def parameters(function: FunctionNode | None) -> dict[str, ast.arg]:
    """A function's parameters by name."""
    if function is None:
        return {}
    return {a.arg: a for a in (*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs)}


def defaults(function: FunctionNode | None) -> dict[str, ast.expr]:
    """A function's default values by the name of the parameter."""
    if function is None:
        return {}
    positional = [*function.args.posonlyargs, *function.args.args]
    last = positional[len(positional) - len(function.args.defaults) :]
    pairs = [*zip(last, function.args.defaults, strict=True)]
    pairs += [(a, d) for a, d in zip(function.args.kwonlyargs, function.args.kw_defaults, strict=True) if d is not None]
    return {argument.arg: default for argument, default in pairs}


def is_name(node: ast.AST | None, *names: str) -> bool:
    """Whether the node is one of these bare names."""
    return isinstance(node, ast.Name) and node.id in names


def is_number(node: ast.AST | None, value: float | None = None) -> bool:
    """Whether the node is a numeric constant (of this value, if one is given), -1 included."""
    sign = 1
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        node, sign = node.operand, -1
    if not isinstance(node, ast.Constant) or isinstance(node.value, bool) or not isinstance(node.value, int | float):
        return False
    return value is None or sign * node.value == value


def last_name(node: ast.AST | None) -> str:
    """`sum` for `np.sum` and for `sum`; empty for anything that has no name."""
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def keyword(call: ast.Call, *names: str) -> ast.keyword | None:
    """The call's first keyword argument of one of these names."""
    return next((k for k in call.keywords if k.arg in names), None)


def is_guard(node: ast.AST | None) -> bool:
    """Whether the node is an `if` that does nothing but raise."""
    return isinstance(node, ast.If) and len(node.body) == 1 and isinstance(node.body[0], ast.Raise)
