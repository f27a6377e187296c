from __future__ import annotations

import pytest

from autograder.course import Unit
from autograder.nbgrader.display import printed


def test_prints_and_last_values_are_shown_below_their_cells(unit: Unit) -> None:
    assert printed(unit, ["a = 2\nprint('one')", "%matplotlib inline\na * 21", "None"]) == ["one\n", "42\n", ""]


def test_an_error_leaves_the_other_cells_alone(unit: Unit) -> None:
    assert printed(unit, ["print(1)", "1 / 0", "def broken(", "print(2)"]) == ["1\n", "", "", "2\n"]


@pytest.mark.parametrize(
    ("source", "said"),
    [("import os; os._exit(0)", "Its process ended"), ("while True: pass", "time limit")],
)
def test_what_ends_the_process_says_so_where_it_happened(unit: Unit, source: str, said: str) -> None:
    first, second, third = printed(unit, ["print(1)", source, "print(2)"])
    assert first == "1\n"
    assert said in second
    assert third == ""


def test_output_is_limited_and_files_are_out_of_reach(unit: Unit) -> None:
    (text,) = printed(unit, ["print('x' * 10_000_000)"])
    assert len(text) < 1 << 20
    (text,) = printed(unit, [f"open({str(unit.hidden_checks)!r}).read()"])
    assert "assert" not in text
