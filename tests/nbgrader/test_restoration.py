from __future__ import annotations

import pytest
from nbgrader.nbgraderformat import MetadataValidator

from autograder.nbgrader.handin import Found
from autograder.nbgrader.restoration import Kind, Known, restore

DOUBLE = "def double(x):\n    return 2 * x"
COUNTER = "class Counter:\n    pass"
QUESTION = "## Question 1 (2 points)\n\nWhy?"
KNOWN = (
    Known("solution-double", Kind.SOLUTION, "code", "", exercise="double"),
    Known("check-double", Kind.TEST, "code", "%check double", 3.0, exercise="double"),
    Known("solution-Counter", Kind.SOLUTION, "code", "", exercise="Counter"),
    Known("check-Counter", Kind.TEST, "code", "%check Counter", 2.0, exercise="Counter"),
    Known("answer-why", Kind.ANSWER, "markdown", "YOUR ANSWER HERE", 2.0, question=QUESTION),
)
INTACT = [
    Found("code", DOUBLE, "solution-double"),
    Found("code", "%check double", "check-double", 3.0),
    Found("code", COUNTER, "solution-Counter"),
    Found("code", "%check Counter", "check-Counter", 2.0),
    Found("markdown", QUESTION, "question-why"),
    Found("markdown", "Because.", "answer-why", 2.0),
]


def layout(found: list[Found]) -> list[tuple[str, str]]:
    """What the restored notebook holds: grade ids and texts. It is valid for nbgrader, whatever came in."""
    restored = restore(found, KNOWN)
    MetadataValidator().validate_nb(restored.notebook)
    cells = [(cell.metadata.get("nbgrader", {}).get("grade_id", ""), cell.source) for cell in restored.notebook.cells]
    data = [cell.metadata.nbgrader for cell in restored.notebook.cells if "nbgrader" in cell.metadata]
    tests = sorted((entry.grade_id, entry.points) for entry in data if entry.grade and not entry.solution)
    assert tests == [("check-Counter", 2.0), ("check-double", 3.0)]
    return cells


def notices(found: list[Found]) -> tuple[str, ...]:
    return restore(found, KNOWN).notices


def test_an_intact_notebook_stays_as_it_is() -> None:
    assert layout(INTACT) == [(f.name if f.name != "question-why" else "", f.source) for f in INTACT]
    assert notices(INTACT) == ()


def test_a_deleted_test_cell_comes_back_below_the_solution() -> None:
    found = [cell for cell in INTACT if cell.name != "check-double"]
    assert layout(found)[:2] == [("solution-double", DOUBLE), ("check-double", "%check double")]
    assert notices(found) == ("The test cell of double was missing; it was put back.",)


def test_a_duplicated_test_cell_counts_once() -> None:
    found = [*INTACT, INTACT[1]]
    assert [source for name, source in layout(found) if source == "%check double"] == ["%check double"] * 2
    assert notices(found) == ("The test cell of double is there 2 times; one counts.",)


def test_a_test_cell_with_other_text_is_the_students_and_stays() -> None:
    found = [
        Found("code", "%check double\nprint('mine')", "check-double") if f.name == "check-double" else f for f in INTACT
    ]
    cells = layout(found)
    assert ("", "%check double\nprint('mine')") in cells
    assert ("check-double", "%check double") in cells
    assert notices(found) == ("The test cell of double had been changed; it was put back.",)


def test_a_solution_under_the_name_of_a_test_is_not_lost() -> None:
    found = [Found("code", DOUBLE, "check-double", 3.0), Found("code", "%check double", "solution-double"), *INTACT[2:]]
    assert layout(found)[:2] == [("solution-double", DOUBLE), ("check-double", "%check double")]


def test_changed_points_do_not_count() -> None:
    found = [Found("code", "%check double", "check-double", 300.0) if f.name == "check-double" else f for f in INTACT]
    layout(found)
    assert notices(found) == ("The points of the test cell of double had been changed.",)


def test_lost_metadata_is_found_again_by_what_cells_hold() -> None:
    stripped = [Found(cell.cell_type, cell.source) for cell in INTACT]
    assert layout(stripped) == layout(INTACT)


def test_order_and_split_do_not_matter() -> None:
    found = list(reversed(INTACT))
    assert {name for name, _ in layout(found)} == {name for name, _ in layout(INTACT)}
    split = [Found("code", "import math", "solution-double"), Found("code", DOUBLE), *INTACT[1:]]
    assert ("solution-double", DOUBLE) in layout(split)


def test_a_merged_cell_is_the_solution_of_one_exercise_and_both_are_tested() -> None:
    merged = [Found("code", f"{DOUBLE}\n\n{COUNTER}", "solution-double"), INTACT[1], *INTACT[3:]]
    names = [name for name, _ in layout(merged)]
    assert "check-double" in names
    assert "check-Counter" in names
    assert notices(merged) == ()


def test_of_two_definitions_the_last_one_counts_as_it_does_in_python() -> None:
    found = [*INTACT, Found("code", "def double(x):\n    return 3 * x")]
    assert dict(layout(found))["solution-double"].endswith("3 * x")
    assert notices(found) == ("2 cells define double; the last one counts.",)


def test_the_answer_that_was_written_counts_among_duplicates() -> None:
    found = [*INTACT, Found("markdown", "YOUR ANSWER HERE", "answer-why")]
    assert dict(layout(found))["answer-why"] == "Because."


def test_a_lost_answer_waits_for_a_person() -> None:
    """An unchanged answer cell is zero points to nbgrader; one that was put back must not look unchanged."""
    found = [cell for cell in INTACT if cell.name != "answer-why"]
    assert dict(layout(found))["answer-why"] == "(This cell was missing from what was handed in.)\n\nYOUR ANSWER HERE"
    assert notices(found) == ("The cell of answer-why was missing; it was put back, without an answer.",)


def test_nothing_at_all_gives_the_graded_cells() -> None:
    assert [name for name, _ in layout([])] == ["check-double", "check-Counter", "answer-why"]


@pytest.mark.parametrize("name", ["check-double", "unknown", "answer-why"])
def test_a_claimed_name_gives_no_test_cell_away(name: str) -> None:
    cells = layout([*INTACT, Found("code", "print(3.0)", name, 3.0), Found("raw", "raw", name, 3.0)])
    assert ("", "print(3.0)") in cells
    assert ("", "raw") in cells


def test_markup_in_an_answer_is_text() -> None:
    """The pages of nbgrader take HTML in answers as it is: a script would act with the grader's rights."""
    found = [
        Found("markdown", "a < b <script>alert()</script>", "answer-why") if f.name == "answer-why" else f
        for f in INTACT
    ]
    assert dict(layout(found))["answer-why"] == "a < b &lt;script>alert()&lt;/script>"
