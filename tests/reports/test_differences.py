"""Maps and sentences about what differs: true for what they say, silent otherwise, readable without colour."""

from __future__ import annotations

import numpy as np
import pytest

from autograder import comparison
from autograder.reports import differences

WANTED = np.arange(1.0, 13.0).reshape(3, 4)


def difference(got: np.ndarray, wanted: np.ndarray = WANTED) -> comparison.Difference:
    found = comparison.difference(got, wanted)
    assert found is not None
    return found


def changed(index: object, by: float = 1.0) -> np.ndarray:
    got = WANTED.copy()
    got[index] += by
    return got


@pytest.mark.parametrize(
    ("got", "fact"),
    [
        (changed(1), "What differs is all of row 1."),
        (changed(np.s_[:, [0, 2]]), "What differs is all of column 0, 2."),
        (-WANTED, "Every entry has the wrong sign."),
        (WANTED * 3, "Every entry is 3 times as large."),
        (WANTED / 12, "Every entry is 0.0833333 times as large."),
        (WANTED + 2.5, "Every entry is off by the same amount: 2.5."),
    ],
)
def test_what_all_that_differs_has_in_common_is_said(got: np.ndarray, fact: str) -> None:
    assert list(differences.facts(difference(got))) == [fact]


@pytest.mark.parametrize("got", [changed((1, 2)), WANTED**2, changed(np.s_[1, :3]), np.full_like(WANTED, np.nan)])
def test_nothing_is_said_of_what_has_nothing_in_common(got: np.ndarray) -> None:
    assert list(differences.facts(difference(got))) == []


def test_diagonal_and_transpose_are_recognised() -> None:
    square = WANTED[:, :3]
    diagonal = square + np.diag([1.0, 2.0, 4.0])
    assert list(differences.facts(difference(diagonal, square))) == ["What differs is the diagonal."]
    off_diagonal = square**2 * (1 - np.eye(3)) + square * np.eye(3)
    off_diagonal[0, 1] = 99.0
    assert list(differences.facts(difference(off_diagonal, square))) == ["What differs is everything but the diagonal."]
    facts = list(differences.facts(difference(square.T.copy(), square)))
    assert facts[-1] == "The result is the transpose of what was wanted."


def test_the_map_is_darker_where_the_result_is_further_off() -> None:
    got = WANTED.copy()
    got[0, 0] += 1
    got[1, 1] += 4
    got[2, 3] = np.nan
    caption, *rows = differences.heat_map(difference(got), 80)
    assert rows == ["▒ · · ·", "· █ · ·", "· · · N"]
    assert caption == ("Where it differs (· as wanted, ░ to █ further and further off, N not a finite number):")
    assert differences.heat_map(difference(got), 80, unicode=False)[1:] == ["+ . . .", ". # . .", ". . . N"]


def test_of_more_axes_the_matrix_that_is_furthest_off_is_shown() -> None:
    wanted = np.zeros((2, 2, 3, 4)) + 1
    got = wanted.copy()
    got[0, 1, 0, 0], got[1, 0, 2, 3] = 2, 5
    caption, *rows = differences.heat_map(difference(got, wanted), 80)
    assert caption.startswith("Where it differs [1, 0, :, :] (")
    assert rows == ["· · · ·", "· · · ·", "· · · █"]


def test_a_large_matrix_fits_and_each_mark_shows_the_worst_of_its_block() -> None:
    wanted = np.ones((100, 300))
    got = wanted.copy()
    got[99, 299] = 2
    caption, *rows = differences.heat_map(difference(got, wanted), 60)
    assert "each mark stands for 7 x 10 entries" in caption
    assert max(map(len, rows)) <= 60
    assert len(rows) <= differences.MAX_ROWS
    assert "".join(rows).count("█") == 1
    assert rows[-1].endswith("█")


@pytest.mark.parametrize(("got", "wanted"), [(np.ones(3), np.zeros(3)), (np.ones(4), np.ones(5)), (2.0, 1.0)])
def test_what_is_read_faster_in_the_message_has_no_map(got: object, wanted: object) -> None:
    found = comparison.difference(got, wanted)
    assert differences.heat_map(found, 80) == []
    assert list(differences.facts(found)) == []


def test_integers_and_vectors_have_maps_too() -> None:
    wanted = np.arange(6)
    assert differences.heat_map(difference(np.array([0, 1, 2, 3, 4, 9]), wanted), 80)[1:] == ["· · · · · █"]
