"""From a reference to its stub: what stands between markers is the student's to write.

The markers are nbgrader's own, each alone on its line: `### BEGIN SOLUTION` and `### END SOLUTION` around what is
replaced, `### BEGIN HIDDEN TESTS` and `### END HIDDEN TESTS` around what is left out.
"""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NoReturn

from autograder.failure import CourseError

SOLUTION, HIDDEN_TESTS = "SOLUTION", "HIDDEN TESTS"
YOUR_CODE = "# YOUR CODE HERE"
STUB_LINES = (YOUR_CODE, "raise NotImplementedError()")  # nbgrader's ClearSolutions writes the same
MARKER = re.compile(r"### (BEGIN|END) (SOLUTION|HIDDEN TESTS)")
# nbgrader takes any line with these words for a marker, wherever they stand
TAKEN_FOR_MARKER = re.compile(r"(BEGIN|END) (SOLUTION|HIDDEN TESTS)")
MEANT_AS_MARKER = re.compile(r"#+\s*(BEGIN|END)[\s_-]*(SOLUTION|HIDDEN)", re.IGNORECASE)


@dataclass(frozen=True)
class Marker:
    """One marker line; `text` is the marker alone, `column` its indentation."""

    line: int
    column: int
    text: str

    @property
    def opens(self) -> bool:
        """Whether it begins a region."""
        return " BEGIN " in self.text

    @property
    def kind(self) -> str:
        """What it is the border of: SOLUTION or HIDDEN TESTS."""
        return self.text.split(maxsplit=2)[2]


@dataclass(frozen=True)
class Region:
    """What stands between two markers."""

    begin: Marker
    end: Marker

    def holds(self, node: ast.stmt) -> bool:
        """Whether the whole statement lies inside."""
        return self.begin.line < _first_line(node) and _last_line(node) < self.end.line

    def cuts(self, node: ast.stmt) -> bool:
        """Whether the statement begins inside and ends outside."""
        return self.begin.line < _first_line(node) < self.end.line < _last_line(node)

    def begins_in(self, node: ast.stmt) -> bool:
        """Whether the region begins in the midst of the statement."""
        return _first_line(node) < self.begin.line < _last_line(node)


def stub(source: str, where: str) -> str:
    """Return the stub of a reference. `where` is what errors call its file.

    Raises CourseError that names file, line and fix for markers that don't pair, that stand where nothing can be
    replaced, and when there is none at all.
    """
    return _Reference(source, where).stub()


class _Reference:
    """A reference as lines, as a syntax tree and as regions."""

    def __init__(self, source: str, where: str) -> None:
        self._where = where
        self._source = source
        self._lines = source.splitlines()
        self._tree = self._parsed(source, "the reference")
        self._parents = {child: node for node in ast.walk(self._tree) for child in ast.iter_child_nodes(node)}

    def stub(self) -> str:
        regions = list(self._regions())
        if not any(region.begin.kind == SOLUTION for region in regions):
            self._fail(
                1, "no solution is marked", "put ### BEGIN SOLUTION and ### END SOLUTION around what students write"
            )
        for region in regions:
            self._expect_whole_statements(region)
        result = "\n".join(self._without(regions)) + "\n"
        self._parsed(result, "what is left without the solutions")
        return result

    def _without(self, regions: list[Region]) -> Iterator[str]:
        next_line = 1
        for region in regions:
            yield from self._lines[next_line - 1 : region.begin.line - 1]
            if region.begin.kind == SOLUTION:
                yield from (" " * region.begin.column + line for line in STUB_LINES)
            next_line = region.end.line + 1
        yield from self._lines[next_line - 1 :]

    def _regions(self) -> Iterator[Region]:
        opened: Marker | None = None
        for marker in self._markers():
            if marker.opens and opened is not None:
                self._fail(
                    marker.line,
                    f"{marker.text} inside the region that line {opened.line} opened",
                    f"close that one first, with ### END {opened.kind}",
                )
            elif marker.opens:
                opened = marker
            elif opened is None:
                self._fail(
                    marker.line, f"{marker.text} closes nothing", f"open the region with ### BEGIN {marker.kind}"
                )
            elif opened.kind != marker.kind:
                self._fail(
                    marker.line,
                    f"{marker.text} cannot close the {opened.text} of line {opened.line}",
                    f"write ### END {opened.kind}",
                )
            else:
                yield Region(opened, marker)
                opened = None
        if opened is not None:
            self._fail(opened.line, f"{opened.text} is never closed", f"write ### END {opened.kind} after the region")

    def _markers(self) -> Iterator[Marker]:
        comments = {
            token.start[0]: token
            for token in tokenize.generate_tokens(io.StringIO("\n".join(self._lines) + "\n").readline)
            if token.type == tokenize.COMMENT
        }
        for number, line in enumerate(self._lines, 1):
            comment = comments.get(number)
            if comment is not None and MARKER.fullmatch(line.strip()):
                yield Marker(number, comment.start[1], line.strip())
            elif TAKEN_FOR_MARKER.search(line) or (comment is not None and MEANT_AS_MARKER.match(comment.string)):
                self._fail(
                    number,
                    f"{line.strip()!r} is no marker, but could be taken for one",
                    "a marker is a line of its own: ### BEGIN or END, then SOLUTION or HIDDEN TESTS, nothing else",
                )

    def _expect_whole_statements(self, region: Region) -> None:
        """Raise unless the region holds whole statements of one block, which for solutions is a function's body."""
        line, text = region.begin.line, region.begin.text
        statements = [node for node in ast.walk(self._tree) if isinstance(node, ast.stmt)]
        held = [s for s in statements if region.holds(s)]
        outermost = sorted((s for s in held if self._parents[s] not in held), key=_first_line)
        around = set(self._ancestors(outermost[0])) if outermost else set()
        torn = [s for s in statements if region.cuts(s)]
        torn += [s for s in statements if region.begins_in(s) and not hasattr(s, "body") and s not in around]
        if torn:
            self._fail(
                line, f"the region cuts the statement of line {torn[0].lineno} apart", "enclose whole statements"
            )
        if not outermost:
            self._fail(line, f"nothing stands between {text} and line {region.end.line}", "enclose the statements")
        if len({self._parents[s] for s in outermost}) > 1:
            self._fail(line, "the region ends in another block than it begins in", "enclose statements of one block")
        if region.begin.kind == SOLUTION:
            self._expect_in_body(region, outermost[0])

    def _expect_in_body(self, region: Region, first: ast.stmt) -> None:
        parent = self._parents[first]
        if isinstance(parent, ast.Module | ast.ClassDef):
            self._fail(
                region.begin.line,
                "a solution that is not inside a function or method",
                "keep the def line and the docstring public, and put the markers into the body",
            )
        if not isinstance(parent, ast.FunctionDef | ast.AsyncFunctionDef):
            self._fail(
                region.begin.line,
                "a solution inside an inner block",
                "put the markers at the indentation of the function's body, around the whole block",
            )
        for marker in (region.begin, region.end):
            if marker.column != first.col_offset:
                self._fail(
                    marker.line,
                    f"{marker.text} is indented by {marker.column}, the body by {first.col_offset}",
                    "give the marker the indentation of the body",
                )

    def _ancestors(self, node: ast.AST) -> Iterator[ast.AST]:
        parent = self._parents.get(node)
        while parent is not None:
            yield parent
            parent = self._parents.get(parent)

    def _parsed(self, source: str, what: str) -> ast.Module:
        try:
            compile(source, self._where, "exec", dont_inherit=True)
            return ast.parse(source)
        except (SyntaxError, ValueError) as error:
            self._fail(getattr(error, "lineno", None) or 1, f"{what} is not valid Python ({error})", "correct it")

    def _fail(self, line: int, what: str, fix: str) -> NoReturn:
        raise CourseError(f"{self._where}, line {line}: {what}; {fix}.")


def _first_line(node: ast.stmt) -> int:
    """Return where a statement begins, its decorators included."""
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)])
    return node.lineno


def _last_line(node: ast.stmt) -> int:
    return node.end_lineno or node.lineno
