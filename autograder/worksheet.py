"""The notebook of a unit: its stub in cells, a check below each exercise, and the questions that people grade."""

from __future__ import annotations

import ast
import hashlib
import inspect
import itertools
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import nbformat
from nbformat import NotebookNode

from autograder.course import Unit
from autograder.questions import Question, read_questions

Cell = dict[str, Any]
YOUR_ANSWER = "YOUR ANSWER HERE"  # nbgrader's ClearSolutions writes the same
CELL_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")  # what nbformat 4.5 allows
METADATA = {
    "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}
HOW_TO = """\
The handout is {handout}. Write your code where a cell says `YOUR CODE HERE`, run the cell, then the cell below it:
`%check` runs the public checks on what you have run. In a terminal, `autograder check` runs them on the saved file.
Hand in this notebook or `{module}.py`, not both.
"""
HOW_TO_KO = """\
`YOUR CODE HERE`라고 적힌 곳에 코드를 쓰고 그 셀을 실행한 다음 바로 아래 셀을 실행하세요.
`%check`는 실행한 코드를 공개 검사로 확인합니다. 터미널에서 `autograder check`를 실행하면 저장된 파일을 검사합니다.
이 노트북과 `{module}.py` 가운데 하나만 제출하세요.
"""


@dataclass(frozen=True)
class Piece:
    """Some lines of a module: one definition, or the statements between two. `name` is empty for the latter."""

    name: str
    text: str
    summary: str


def notebook(unit: Unit, stub_source: str) -> NotebookNode:
    """Return the notebook of a stub: its code cells, one after another, define the same module.

    Every cell's id says what the cell holds, so that a changed exercise changes its own cells alone.
    """
    cells = list(_cells(unit, stub_source))
    used = Counter[str]()
    for cell in cells:
        name = cell["id"]
        used[name] += 1
        if used[name] > 1:
            cell["id"] = _id(name, str(used[name]))
    document: NotebookNode = nbformat.from_dict(
        {"nbformat": 4, "nbformat_minor": 5, "metadata": METADATA, "cells": cells}
    )
    nbformat.validate(document)
    return document


def _cells(unit: Unit, source: str) -> Iterator[Cell]:
    points = {exercise.name: exercise.points for exercise in unit.exercises}
    yield _text("header", _header(unit, source))
    yield _code("extension", "%load_ext autograder.notebooks")
    for piece in pieces(source):
        if piece.name in points:
            heading = f"## {piece.name} ({_points(points[piece.name])})"
            yield _text(_id("task", piece.name), "\n\n".join(filter(None, (heading, piece.summary))))
            yield _code(_id("solution", piece.name), piece.text)
            yield _code(_id("check", piece.name), f"%check {piece.name}")
        else:
            yield _code(_id("helper", piece.name) if piece.name else "setup", piece.text)
    yield from _question_cells(read_questions(unit))


def pieces(source: str) -> list[Piece]:
    """Split a module into what each cell holds, with the comments above. The module's docstring is left out."""
    statements = ast.parse(source).body
    lines = source.splitlines()
    start = 0
    if statements and _is_text(statements[0]):
        start = statements.pop(0).end_lineno or 0
    groups = [[*group] for _, group in itertools.groupby(statements, key=_definition)]
    ends = [group[-1].end_lineno or 0 for group in groups[:-1]] + [len(lines)]
    found = []
    for group, end in zip(groups, ends, strict=False):
        text = "\n".join(lines[start:end]).strip("\n")
        found.append(Piece(_name(group[-1]), text, _summary(group[-1])))
        start = end
    return found


def _definition(statement: ast.stmt) -> ast.stmt | None:
    """Return what tells groups apart: each definition is a group of its own, all between two of them is one."""
    return statement if _name(statement) else None


def _name(statement: ast.stmt) -> str:
    is_definition = isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
    return statement.name if is_definition else ""  # type: ignore[attr-defined]


def _summary(statement: ast.stmt) -> str:
    """Return the first paragraph of a definition's docstring, on one line."""
    if not isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return ""
    return " ".join((ast.get_docstring(statement) or "").split("\n\n")[0].split())


def _is_text(statement: ast.stmt) -> bool:
    return (
        isinstance(statement, ast.Expr)
        and isinstance(statement.value, ast.Constant)
        and isinstance(statement.value.value, str)
    )


def _header(unit: Unit, source: str) -> str:
    handout = "[README.md](README.md)"
    if (unit.public_dir / "README.ko.md").is_file():
        handout += " ([한국어](README.ko.md))"
    parts = [
        f"# {unit.title}",
        unit.title_ko,
        inspect.cleandoc(ast.get_docstring(ast.parse(source)) or ""),
        HOW_TO.format(handout=handout, module=unit.module).strip(),
        HOW_TO_KO.format(module=unit.module).strip(),
    ]
    return "\n\n".join(filter(None, parts))


def _question_cells(questions: Sequence[Question]) -> Iterator[Cell]:
    for number, question in enumerate(questions, 1):
        heading = f"## Question {number} ({_points(question.points)})"
        yield _text(_id("question", question.id), f"{heading}\n\n{question.text}\n\n{question.text_ko}")
        yield _text(_id("answer", question.id), YOUR_ANSWER)


def _points(points: float) -> str:
    return f"{points:g} point{'' if points == 1 else 's'}"


def _id(*parts: str) -> str:
    """Return a cell id of these parts; a digest stands in for names that ids can't hold."""
    text = "-".join(parts)
    return text if CELL_ID.fullmatch(text) else f"{parts[0]}-{hashlib.sha256(text.encode()).hexdigest()[:16]}"


def _code(name: str, source: str) -> Cell:
    return {**_text(name, source), "cell_type": "code", "execution_count": None, "outputs": []}


def _text(name: str, source: str) -> Cell:
    return {"cell_type": "markdown", "id": name, "metadata": {}, "source": source}
