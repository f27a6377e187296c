"""What the author of a check imports: the mark, the assertions, and gradients. See docs/checks.md."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NoReturn

import numpy as np
import pytest

from autograder import comparison, rendering
from autograder.comparison import CLOSED_FORM, EXACT, ITERATED, Tolerance
from autograder.failure import CheckFailure, StudentRaised
from autograder.language import _
from autograder.session import Handle, Remote
from autograder.statistics import (
    assert_calibrated,
    assert_distribution,
    assert_estimate,
    assert_mean,
    assert_scale,
    assert_uncorrelated,
)

GRADIENT_STEP = 1e-5  # central differences err by h^2 f'''/6 + eps f/h: 2e-11 + 1e-11 of the largest entry at this h
# 1e-6 of the largest entry: 3,000 times that error, a thousandth of what a wrong term makes
NUMERICAL = Tolerance((0.0, 1e-6), (0.0, 1e-4))


def exercise(name: str, points: float | None = None) -> pytest.MarkDecorator:
    """Mark a check as belonging to an exercise of `course.toml`, worth `points`.

    Public checks leave the points out: they share their exercise's points equally.
    """
    return pytest.mark.exercise(name, points)


def fail(message: str) -> NoReturn:
    """Fail the check with these words."""
    raise CheckFailure(message)


def assert_close(
    actual: Any,
    expected: Any,
    tolerance: Tolerance = CLOSED_FORM,
    *,
    equal_nan: bool = False,
    check_dtype: bool = True,
    what: str = "",
) -> None:
    """Require type, shape, dtype and values of `expected`, within `tolerance`.

    Arrays, tensors, numbers, text, None, and tuples, lists and dictionaries of them. A Python number, a NumPy scalar
    and a 0-d array count as
    the same kind of thing. Raises CheckFailure that says what differs, how many entries do, and where the largest
    difference is.

    >>> assert_close(0.1 + 0.2, 0.3)
    >>> assert_close(np.ones(2), np.ones((2, 1)))
    Traceback (most recent call last):
        ...
    autograder.failure.CheckFailure: the result has shape (2,); wanted (2, 1)
    """
    found = comparison.difference(actual, expected, tolerance, equal_nan=equal_nan, check_dtype=check_dtype, what=what)
    if found is not None:
        raise CheckFailure(found.message, found)


def assert_equal(actual: Any, expected: Any, *, check_dtype: bool = True, what: str = "") -> None:
    """Require exactly `expected`: for integers, booleans, text and shapes.

    >>> assert_equal((2, 3), (2, 3))
    """
    assert_close(actual, expected, EXACT, check_dtype=check_dtype, what=what)


def assert_raises(kind: type[BaseException], function: Callable[..., Any], *arguments: Any, **keywords: Any) -> None:
    """Require that the call raises `kind` or a subclass of it. "Not attempted" and limits stay what they are."""
    try:
        value = function(*arguments, **keywords)
    except StudentRaised as raised:
        if kind.__name__ in raised.bases:
            return
        if raised.verdict != "error" or raised.kind == "MissingName":
            raise
        wanted = _("{kind} was wanted for this input.").format(kind=kind.__name__)
        raise CheckFailure(f"{wanted} {raised.message}") from None
    label = rendering.literal(value) if not isinstance(value, Handle) else _("an object")
    raise CheckFailure(
        _("{kind} was wanted for this input; the call returned {value}.").format(kind=kind.__name__, value=label)
    )


@dataclass(frozen=True)
class Pullback:
    """Outputs of a torch function, and the vector-Jacobian products of its arguments and parameters."""

    outputs: tuple[Any, ...]
    arguments: tuple[Any, ...]
    parameters: dict[str, Any]


def vjp(function: Any, *arguments: Any, cotangents: Any, **keywords: Any) -> Pullback:
    """Pull cotangents back through a torch function or module: the student's in one message, the reference's here.

    `cotangents` is a tensor, or a tuple with one entry per output (None leaves an output out). `arguments` of the
    result has one entry per
    positional argument; None where it has no gradient.
    """
    many = tuple(cotangents) if isinstance(cotangents, tuple | list) else (cotangents,)
    if isinstance(function, Remote | Handle):
        label = function._label
        function._session.last_call = rendering.call(label, arguments, keywords)
        answer = function._session.perform("vjp", label, (function, arguments, keywords, many), {})
        if not (isinstance(answer, tuple) and len(answer) == 3 and isinstance(answer[0], tuple)):
            raise CheckFailure(_("the gradients of {label} could not be computed").format(label=label))
        outputs, gradients, parameters = answer
    else:
        from autograder.sandbox.interpreter import vector_jacobian_product

        outputs, gradients, parameters = vector_jacobian_product(function, arguments, keywords, many)
    return Pullback(outputs, tuple(gradients), dict(parameters))


def assert_gradient(actual: Any, function: Callable[[Any], Any], x: Any, cotangent: Any, *, what: str = "") -> None:
    """Require that `actual` is the gradient of `sum(function(x) * cotangent)` with respect to `x`.

    The gradient is computed by central differences in float64, entry by entry, and must be met within 1e-6 of its
    largest entry.
    Use a random cotangent that varies over every axis: for softmax and BatchNorm the gradient of a plain sum is 0.

    >>> assert_gradient(np.array([2.0, 4.0]), lambda x: x**2, np.array([1.0, 2.0]), np.ones(2))
    """
    expected = numerical_gradient(function, np.array(x, dtype=np.float64), cotangent)
    found = comparison.difference(actual, expected, NUMERICAL, what=what or _("the gradient"))
    if found is not None:
        raise CheckFailure(found.message, found)


def numerical_gradient(function: Callable[[Any], Any], x: np.ndarray[Any, Any], cotangent: Any) -> np.ndarray[Any, Any]:
    """Return the gradient of `sum(function(x) * cotangent)` by central differences (float64, same shape as x)."""
    gradient = np.empty(x.shape, dtype=np.float64)
    for index in np.ndindex(x.shape):
        high, low = x.copy(), x.copy()
        high[index] += GRADIENT_STEP
        low[index] -= GRADIENT_STEP
        step = high[index] - low[index]  # what was really stepped, after rounding
        gradient[index] = np.sum((function(high) - function(low)) * cotangent) / step
    return gradient


__all__ = [  # noqa: RUF022 - grouped as docs/checks.md explains them
    "exercise", "fail",
    "assert_close", "assert_equal", "assert_raises", "CLOSED_FORM", "ITERATED", "EXACT", "Tolerance",
    "vjp", "Pullback", "assert_gradient", "numerical_gradient",
    "assert_calibrated", "assert_distribution", "assert_estimate", "assert_mean", "assert_scale", "assert_uncorrelated",
]  # fmt: skip
