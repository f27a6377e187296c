"""Conversations with a submission, in this process: what a call sends, changes and brings back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from autograder.course import Unit
from autograder.failure import CheckFailure, StudentRaised
from autograder.sandbox.client import LocalTransport
from autograder.session import Handle, Session, Student
from autograder.submission import from_source

SOURCE = """
import numpy as np
import warnings

class Value:
    def __init__(self, data): self.data = data
    def __add__(self, other): return Value(self.data + getattr(other, "data", other))
    __radd__ = __add__
    def __rsub__(self, other): return Value(other - self.data)
    def __neg__(self): return Value(-self.data)
    def __getitem__(self, i): return self.data[i]
    def __len__(self): return len(self.data)
    def __call__(self, x): return self.data * x

class Keeper:
    def keep(self, x): self.x = x
    def change(self): self.x += 1

def echo(x): return x
def change(x): x[0] = 7
def pop(items): items.pop()
def overflow(): return np.exp(np.array([1000.0]))
def quiet():
    with np.errstate(over="ignore"):
        return np.exp(np.array([1000.0]))
def draw(rng, n=2): return rng.random(n)
def call(f, x): return f(x)
def draw_through(f, rng): return np.concatenate([f(rng), rng.random(2)])
def fail(): raise ZeroDivisionError("by hand")
def todo(): raise NotImplementedError
"""


@pytest.fixture
def student(unit: Unit) -> Student:
    session = Session(from_source(SOURCE, unit, "student"), LocalTransport)
    session.begin(None)
    return Student(session)


def test_objects_stay_behind_and_answer_by_operators(student: Student) -> None:
    value = student.Value(3)
    assert isinstance(value, Handle)
    assert ((value + 1).data, (1 + value).data, (value + value).data, (10 - value).data, (-value).data) == (
        4,
        4,
        6,
        7,
        -3,
    )
    value.data = [5, 6]
    assert (value[1], len(value), list(value)) == (6, 2, [5, 6])
    assert student.Value(2)(np.ones(2)).tolist() == [2.0, 2.0]


def test_an_argument_that_is_changed_fails_the_call(student: Student) -> None:
    x = np.zeros(3)
    with pytest.raises(CheckFailure, match="argument 1"):
        student.change(x)
    assert x.tolist() == [0.0, 0.0, 0.0]
    with pytest.raises(CheckFailure, match="argument 1"):
        student.pop([1, 2])


def test_an_argument_of_an_earlier_call_counts_too(student: Student) -> None:
    keeper = student.Keeper()
    keeper.keep(np.zeros(2))
    with pytest.raises(CheckFailure, match="earlier call"):
        keeper.change()


def test_what_is_assigned_to_an_attribute_is_the_objects_own(student: Student) -> None:
    keeper = student.Keeper()
    keeper.x = np.zeros(2)
    keeper.change()
    assert keeper.x.tolist() == [1.0, 1.0]


def test_a_runtime_warning_fails_the_call_unless_it_is_handled(student: Student) -> None:
    with pytest.raises(CheckFailure, match="overflow"):
        student.overflow()
    assert student.quiet().tolist() == [np.inf]


def test_a_generator_advances_from_call_to_call_and_the_judges_own_does_not(student: Student) -> None:
    rng = np.random.default_rng(3)
    first, second = student.draw(rng), student.draw(rng)
    assert np.concatenate([first, second]).tolist() == np.random.default_rng(3).random(4).tolist()
    assert rng.random() == np.random.default_rng(3).random()
    assert student.draw(np.random.default_rng(3)).tolist() == first.tolist()


def test_a_generator_that_the_judge_moved_is_sent_anew(student: Student) -> None:
    rng, twin = np.random.default_rng(3), np.random.default_rng(3)
    student.draw(rng)
    assert rng.random(5).tolist() == twin.random(5).tolist()
    assert student.draw(rng).tolist() == twin.random(2).tolist()


def test_functions_stay_here_and_are_called_back(student: Student) -> None:
    seen = []

    def square(x: Any) -> Any:
        seen.append(x)
        return x**2

    assert student.call(square, np.array([3.0])).tolist() == [9.0]
    assert student.echo(square) is square
    assert len(seen) == 1


def test_a_function_draws_from_the_generator_that_it_is_called_with(student: Student) -> None:
    def two(rng: np.random.Generator) -> np.ndarray:
        return rng.random(2)

    assert student.draw_through(two, np.random.default_rng(5)).tolist() == np.random.default_rng(5).random(4).tolist()


def broken(_x: object) -> object:
    raise ValueError("not like this")


@pytest.mark.parametrize("function", [broken, lambda: 3, lambda x: object()])
def test_a_function_that_fails_is_the_submissions_error(student: Student, function: Callable[..., Any]) -> None:
    with pytest.raises(StudentRaised, match="the function that was passed raised"):
        student.call(function, 1)


def test_exceptions_cross_the_line_as_data(student: Student) -> None:
    with pytest.raises(StudentRaised) as raised:
        student.fail()
    assert (raised.value.kind, raised.value.verdict) == ("ZeroDivisionError", "error")
    assert "ArithmeticError" in raised.value.bases
    assert "in fail" in raised.value.message
    with pytest.raises(StudentRaised) as raised:
        student.todo()
    assert raised.value.verdict == "not_attempted"


def test_a_missing_name_is_named(student: Student) -> None:
    with pytest.raises(StudentRaised, match="`absent` is not defined"):
        student.absent(1)
