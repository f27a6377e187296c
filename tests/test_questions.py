from __future__ import annotations

import pytest

from autograder.course import Unit
from autograder.failure import CourseError
from autograder.questions import Question, read_questions

GOOD = """
[[questions]]
id = "why"
points = 2
text = "Why?\\n"
text_ko = "왜?"
rubric = "Because."
"""


def write(unit: Unit, text: str) -> None:
    (unit.solution_dir / "questions.toml").write_text(text, encoding="utf-8")


def test_a_unit_without_the_file_has_no_questions(unit: Unit) -> None:
    assert read_questions(unit) == ()


def test_questions_come_in_the_order_of_the_file(unit: Unit) -> None:
    write(unit, GOOD + GOOD.replace('"why"', '"when"').replace("points = 2", "points = 0.5"))
    first, second = read_questions(unit)
    assert first == Question("why", 2.0, "Why?", "왜?", "Because.")
    assert (second.id, second.points) == ("when", 0.5)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[[questions]", "not valid TOML"),
        ("title = 1", "unknown key 'title'; the file holds"),
        ("questions = 3", "begin each question with"),
        (GOOD.replace('id = "why"\n', ""), "question 1: id is missing; a question has id, points"),
        (GOOD.replace('"why"', '"Why not"'), "the id must be lower-case letters"),
        (GOOD.replace("rubric", "rubrik"), "question why: unknown key 'rubrik'; a question has id, points, text"),
        (GOOD.replace('text_ko = "왜?"\n', ""), "question why: text_ko is missing"),
        (GOOD.replace('"왜?"', '" "'), "question why: text_ko is empty"),
        (GOOD.replace('"Because."', "7"), "question why: rubric is empty or no text"),
        (GOOD.replace("points = 2", "points = 0"), "question why: points is 0; write a number above 0"),
        (GOOD.replace("points = 2", "points = true"), "points is True"),
        (GOOD.replace("points = 2", "points = inf"), "points is inf"),
        (GOOD.replace("points = 2", "points = nan"), "points is nan"),
        (GOOD + GOOD, "two questions have the id 'why'"),
    ],
)
def test_a_mistake_is_named_with_file_question_and_fix(unit: Unit, text: str, message: str) -> None:
    write(unit, text)
    with pytest.raises(CourseError) as caught:
        read_questions(unit)
    assert str(caught.value).startswith(str(unit.solution_dir / "questions.toml"))
    assert message in str(caught.value)


def test_a_file_that_is_not_utf8_is_named(unit: Unit) -> None:
    (unit.solution_dir / "questions.toml").write_bytes(b'"\xff"')
    with pytest.raises(CourseError, match="cannot be read"):
        read_questions(unit)
