"""The questions of a unit that people grade: `questions.toml` beside the reference."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from autograder.course import Unit
from autograder.failure import CourseError

ID = re.compile(r"[a-z][a-z0-9_]*")


@dataclass(frozen=True)
class Question:
    """One question. Students read `text` and `text_ko`; `rubric` is for those who grade."""

    id: str
    points: float
    text: str
    text_ko: str
    rubric: str


def read_questions(unit: Unit) -> tuple[Question, ...]:
    """Read the questions of a unit: none when it has no `questions.toml`.

    Raises CourseError that names the file, the question and the fix.
    """
    path = unit.solution_dir / "questions.toml"
    if not path.is_file():
        return ()
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise CourseError(f"{path}: not valid TOML: {error}.") from error
    except (OSError, UnicodeDecodeError) as error:
        raise CourseError(f"{path}: cannot be read: {error}.") from error
    entries = data.pop("questions", [])
    if data:
        raise CourseError(f"{path}: unknown key {next(iter(data))!r}; the file holds [[questions]] entries alone.")
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise CourseError(f"{path}: questions is no list of tables; begin each question with [[questions]].")
    questions = tuple(_question(path, number, entry) for number, entry in enumerate(entries, 1))
    ids = [question.id for question in questions]
    for name in ids:
        if ids.count(name) > 1:
            raise CourseError(f"{path}: two questions have the id {name!r}; each needs its own.")
    return questions


def _question(path: Path, number: int, entry: Mapping[str, Any]) -> Question:
    known = [field.name for field in fields(Question)]
    place = f"{path}: question {entry.get('id', number)}"
    for key in entry:
        if key not in known:
            raise CourseError(f"{place}: unknown key {key!r}; a question has {', '.join(known)}.")
    for key in known:
        if key not in entry:
            raise CourseError(f"{place}: {key} is missing; a question has {', '.join(known)}.")
    if not isinstance(entry["id"], str) or not ID.fullmatch(entry["id"]):
        raise CourseError(f"{place}: the id must be lower-case letters, digits and underscores, such as two_variances.")
    points = entry["points"]
    if isinstance(points, bool) or not isinstance(points, int | float) or not 0 < points < float("inf"):
        raise CourseError(f"{place}: points is {points!r}; write a number above 0.")
    texts = {key: entry[key] for key in ("text", "text_ko", "rubric")}
    for key, text in texts.items():
        if not isinstance(text, str) or not text.strip():
            raise CourseError(f"{place}: {key} is empty or no text; write it between three quotation marks.")
    return Question(entry["id"], float(points), **{key: text.strip() for key, text in texts.items()})
