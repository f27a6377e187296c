"""Mutants of a reference: the same module with one small mistake in it, made by machine.

A check that passes a mutant has not looked at what the mutant changed. What is changed is what a student writes: the
lines between the solution markers, and the default values of public functions. The text around the change stays as it
is, so that a mutant reads like a submission and its diff is a few lines.
"""

from __future__ import annotations

import ast
import hashlib
import warnings
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from autograder.operators import OPERATORS
from autograder.syntax import LOOSE, Code, FunctionNode, defaults

if TYPE_CHECKING:
    from collections.abc import Iterator

BEGIN, END = "### BEGIN SOLUTION", "### END SOLUTION"
CONTEXT_LINES = 1
# An expression that stands directly in one of these keeps together only if it is in parentheses.
TIGHT = (ast.BinOp, ast.UnaryOp, ast.Compare, ast.BoolOp, ast.IfExp, ast.Attribute, ast.Subscript, ast.Starred)


@dataclass(frozen=True)
class Mutant:
    """One changed module.

    `line` is where the change starts; `id` names the change by its operator, its place (the qualified name of the
    function) and the lines that it takes out and puts in, and so survives edits elsewhere in the module.
    """

    operator: str
    line: int
    source: str
    diff: str
    id: str


def mutants(source: str) -> Iterator[Mutant]:
    """Yield each mutant of a module once, in the order of the file; all of them compile, and none equals the module."""
    code = Code(source)
    seen = {ast.dump(code.tree)}
    ids: Counter[str] = Counter()
    for operator, node, text in sorted(_changes(code), key=lambda change: code.span(change[1])):
        start, end = code.span(node)
        mutated = source[:start] + _fitted(node, text, code) + source[end:]
        meaning = _meaning(mutated)
        if meaning is None or meaning in seen:
            continue
        seen.add(meaning)
        first, removed, added = _difference(source.splitlines(), mutated.splitlines())
        name = _identity(operator, code.scopes(node), removed, added)
        ids[name] += 1
        unique = name if ids[name] == 1 else f"{name}-{ids[name]}"
        yield Mutant(operator, first + 1, mutated, _diff(source.splitlines(), first, removed, added), unique)


def _changes(code: Code) -> Iterator[tuple[str, ast.AST, str]]:
    """All that the operators would change, where a student writes."""
    nodes = list(ast.walk(code.tree))
    places = _solution_lines(code.source)
    functions = [node for node in nodes if isinstance(node, FunctionNode)]
    shown = {default for f in functions if _is_public(f, code) for default in defaults(f).values()}
    ignored = {inner for node in nodes for outer in _unseen(node) for inner in ast.walk(outer)}
    for operator in OPERATORS:
        for node in nodes:
            if isinstance(node, operator.kinds) and node not in ignored:
                for changed, text in operator.changes(node, code):
                    inside = changed.lineno in places and changed.end_lineno in places  # type: ignore[attr-defined]
                    if inside or not shown.isdisjoint((changed, *code.ancestors(changed))):
                        yield operator.name, changed, text


def _solution_lines(source: str) -> set[int]:
    """Numbers of the lines between the markers."""
    lines: set[int] = set()
    inside = False
    for number, line in enumerate(source.splitlines(), start=1):
        if line.strip() in (BEGIN, END):
            inside = line.strip() == BEGIN
        elif inside:
            lines.add(number)
    return lines


def _is_public(function: FunctionNode, code: Code) -> bool:
    """Whether it is a function that students and checks call by name."""
    names = [*code.scopes(function), function.name]
    return not any(name.startswith("_") and name != "__init__" for name in names)


def _unseen(node: ast.AST) -> Iterator[ast.AST]:
    """The parts of a node that no check can see: annotations, texts, what an error says."""
    if isinstance(node, ast.AnnAssign | ast.arg) and node.annotation:
        yield node.annotation
    elif isinstance(node, FunctionNode) and node.returns:
        yield node.returns
    elif isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)):
        yield node
    elif isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call):
        yield node.exc
    elif isinstance(node, ast.Assert) and node.msg:
        yield node.msg


def _fitted(node: ast.AST, text: str, code: Code) -> str:
    """The new text, in parentheses if it would fall apart in the place of the old one."""
    parent, (start, end) = code.parent(node), code.span(node)
    if not isinstance(node, ast.expr) or (code.source[start - 1], code.source[end : end + 1]) == ("(", ")"):
        return text
    if not isinstance(parent, TIGHT) or (isinstance(parent, ast.Subscript) and parent.slice is node):
        return f"({text})" if "\n" in text and isinstance(parent, ast.stmt) else text
    return f"({text})" if isinstance(ast.parse(f"({text})", mode="eval").body, LOOSE) else text


def _meaning(source: str) -> str | None:
    """The syntax tree as text, so that two mutants can be compared; None for what doesn't compile."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", SyntaxWarning)  # a mutant may well look odd
        try:
            tree = ast.parse(source)
            compile(tree, "<mutant>", "exec")
        except SyntaxError:
            return None
    return ast.dump(tree)


def _difference(old: list[str], new: list[str]) -> tuple[int, list[str], list[str]]:
    """Index of the first line that differs, and the lines between what both have in front and behind."""
    shortest = min(len(old), len(new))
    first = next((i for i in range(shortest) if old[i] != new[i]), shortest)
    behind = next((i for i in range(shortest - first) if old[-1 - i] != new[-1 - i]), shortest - first)
    return first, old[first : len(old) - behind], new[first : len(new) - behind]


def _diff(old: list[str], first: int, removed: list[str], added: list[str]) -> str:
    """One hunk in the unified format."""
    start, after = max(first - CONTEXT_LINES, 0), first + len(removed)
    front, back = old[start:first], old[after : after + CONTEXT_LINES]
    common = len(front) + len(back)
    header = f"@@ -{start + 1},{common + len(removed)} +{start + 1},{common + len(added)} @@"
    body = [*(f" {line}" for line in front), *(f"-{line}" for line in removed)]
    body += [*(f"+{line}" for line in added), *(f" {line}" for line in back)]
    return "\n".join([header, *body])


def _identity(operator: str, scopes: list[str], removed: list[str], added: list[str]) -> str:
    # Indentation is left out: a function that moves into a class of the same qualified name is still the same text.
    lines = [".".join(scopes), *(f"-{line.strip()}" for line in removed), *(f"+{line.strip()}" for line in added)]
    digest = hashlib.sha256("\n".join(lines).encode()).hexdigest()
    return f"{operator}-{digest[:10]}"
