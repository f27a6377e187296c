"""A small course of its own for the kit's tests: the engine names no unit, and neither do its tests."""

from __future__ import annotations

import os
import textwrap
from pathlib import Path

import pytest

from autograder.course import Course, Unit, load_course

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("AUTOGRADER_ALLOW_ROOT_PORTABLE", "1")  # what the tests grade in this mode does no harm

COURSE = """
version = 1
title = "A small course"
[limits]
wall_s = 1.5
submission_wall_s = 4.0
memory_mb = 256
[[units]]
id = "01_scaling"
title = "Scaling"
module = "scaling"
[units.exercises]
double = 3
Counter = 2
"""

REFERENCE = '''
"""Scaling: numbers made larger."""

import numpy as np


def double(x: np.ndarray, times: int = 1) -> np.ndarray:
    """Double `x`, `times` times."""
    ### BEGIN SOLUTION
    return np.asarray(x, dtype=np.float64) * 2.0**times
    ### END SOLUTION


class Counter:
    """Counts."""

    def __init__(self, start: int = 0) -> None:
        ### BEGIN SOLUTION
        self.value = start
        ### END SOLUTION

    def add(self, n: int) -> int:
        """Add n and return the sum."""
        ### BEGIN SOLUTION
        self.value += n
        return self.value
        ### END SOLUTION
'''

HIDDEN = '''
import numpy as np

from autograder.checks import assert_close, assert_equal, exercise


@exercise("double", points=2)
def test_doubles(student, reference, rng):
    """Every entry is doubled."""
    x = rng.normal(size=(2, 3))
    assert_close(student.double(x), reference.double(x))


@exercise("double", points=1)
def test_doubles_twice(student, reference, rng):
    """`times` doubles again."""
    x = rng.normal(size=4)
    assert_close(student.double(x, times=3), reference.double(x, times=3))


@exercise("Counter", points=2)
def test_counts(student, rng):
    """A counter adds up."""
    counter = student.Counter(3)
    assert_equal(counter.add(2), 5)
    assert_equal(counter.value, 5)
'''

PUBLIC = '''
import numpy as np

from autograder.checks import assert_close, assert_equal, exercise


@exercise("double")
def test_two_is_doubled(student):
    """Twice 1.5 is 3."""
    assert_close(student.double(np.array([1.5])), np.array([3.0]))


@exercise("Counter")
def test_counter_starts(student):
    """A counter starts where it is told to."""
    assert_equal(student.Counter(4).value, 4)
'''

WRONG = {
    "times_ignored": '''
"""You double once, whatever `times` says; the statement asks for `times` doublings."""

import numpy as np


def double(x, times=1):
    return np.asarray(x, dtype=np.float64) * 2
''',
    "tripled": '''
"""You multiply by three; the statement asks for twice the value."""

import numpy as np


def double(x, times=1):
    return np.asarray(x, dtype=np.float64) * 3.0**times
''',
    "starts_at_zero": '''
"""Your counter starts at 0; the statement asks for `start`."""


class Counter:
    def __init__(self, start=0):
        self.value = 0

    def add(self, n):
        self.value += n
        return self.value
''',
}

ACCEPTED = {
    "by_addition": """
import numpy as np


def double(x, times=1):
    result = np.array(x, dtype=np.float64)
    for _ in range(times):
        result = result + result
    return result
""",
}


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(textwrap.dedent(text).lstrip("\n"), encoding="utf-8")


def write_small_course(root: Path) -> Course:
    """Write a course of one unit: `double` and `Counter`, with known mistakes and an accepted variant."""
    solution, public = root / "solutions" / "01_scaling", root / "assignments" / "01_scaling"
    write(root / "assignments" / "course.toml", COURSE)
    write(solution / "scaling.py", REFERENCE)
    write(solution / "test_scaling.py", HIDDEN)
    write(public / "test_scaling.py", PUBLIC)
    write(public / "README.md", "# Scaling\n")
    for name, source in WRONG.items():
        write(solution / "submissions" / "wrong" / f"{name}.py", source)
    for name, source in ACCEPTED.items():
        write(solution / "submissions" / "accepted" / f"{name}.py", source)
    return load_course(root / "assignments" / "course.toml")


@pytest.fixture
def course(tmp_path: Path) -> Course:
    """The small course, on disk, to be changed as a test likes."""
    return write_small_course(tmp_path / "course")


@pytest.fixture
def unit(course: Course) -> Unit:
    """The unit of the small course."""
    return course.units[0]
