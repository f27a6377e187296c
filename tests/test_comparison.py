"""Comparisons accept what is right and reject what is wrong, each tried both ways."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import torch

from autograder import checks
from autograder.checks import assert_close, assert_equal, assert_gradient, vjp
from autograder.comparison import CLOSED_FORM, ITERATED, difference
from autograder.failure import CheckFailure

A = np.array([[1.0, -2.0, 0.0], [1e3, 1e-9, 4.0]])


@pytest.mark.parametrize(
    ("actual", "expected"),
    [
        (A.copy(), A),
        (np.asfortranarray(A), A),
        (A * (1 + 1e-10), A),
        (A + 1e-10, A),
        (2.0, np.float64(2.0)),
        (np.float64(2.0), 2.0),
        (np.array(2.0), 2.0),
        (2.0, np.array(2.0)),
        (np.int32(3), 3),
        (np.array([1, 2], dtype=np.int32), np.array([1, 2])),
        (True, np.bool_(True)),
        ((A, 1.0), (A, 1.0)),
        ([A, 1.0], (A, 1.0)),
        ({"a": A}, {"a": A}),
        (None, None),
        ("mean", "mean"),
        (np.array([np.inf, -np.inf, 1.0]), np.array([np.inf, -np.inf, 1.0])),
        (np.zeros((0, 3)), np.zeros((0, 3))),
        (A.astype(np.float32) * np.float32(1 + 5e-5), A.astype(np.float32)),
        (torch.tensor([1.0, 2.0]), torch.tensor([1.0, 2.0])),
        (torch.tensor(3), torch.tensor(3)),
        (torch.tensor([1.0, 2.0], dtype=torch.bfloat16), torch.tensor([1.0, 2.0], dtype=torch.bfloat16)),
    ],
)
def test_right_answers_are_accepted(actual: Any, expected: Any) -> None:
    assert_close(actual, expected)


@pytest.mark.parametrize(
    ("actual", "expected", "word"),
    [
        (A + np.array([[0, 0, 0], [0, 0, 1e-5]]), A, "1 of 6 entries differ"),
        (A.T, A, "shape"),
        (A[:, :1], A, "shape"),
        (np.ones((3, 1)), np.ones(3), "shape"),
        (np.ones(1), 1.0, "single number"),
        (A.tolist(), A, "array"),
        (None, A, "None"),
        (1.0, A, "array"),
        (A.astype(np.float32), A, "float32"),
        (np.float32(1.0), 1.0, "float32"),
        (A.astype(int), A, "floating-point"),
        (1, 1.0, "floating-point"),
        (True, 1, "integer"),
        (1.0, 1, "integer"),
        (1.0 + 0j, 1.0, "floating-point"),
        (np.where(A == 4.0, np.nan, A), A, "NaN"),
        (np.array([np.nan]), np.array([np.nan]), "nan"),
        (np.array([np.inf]), np.array([-np.inf]), "inf"),
        (np.array([1e300]), np.array([np.inf]), "inf"),
        (np.array([np.inf]), np.array([1.0]), "inf"),
        ((A,), (A, 1.0), "1 values; wanted 2"),
        (A, (A, 1.0), "wanted 2 values"),
        ({"a": A}, {"b": A}, "keys"),
        ("sum", "mean", "'sum'"),
        (torch.tensor([1.0]), np.array([1.0]), "tensor"),
        (np.array([1.0]), torch.tensor([1.0]), "array"),
        (torch.tensor([1.0]), torch.tensor([1.0], dtype=torch.float64), "float32"),
        (torch.ones(2, 1), torch.ones(2), "shape"),
        (torch.tensor([1.0, 2.001]), torch.tensor([1.0, 2.0]), "1 of 2"),
    ],
)
def test_wrong_answers_are_rejected_with_what_is_wrong(actual: Any, expected: Any, word: str) -> None:
    with pytest.raises(CheckFailure, match=word):
        assert_close(actual, expected)


def test_the_message_shows_the_largest_difference_and_where_it_is() -> None:
    wrong = A.copy()
    wrong[0, 1], wrong[1, 2] = -2.1, 9.0
    found = difference(wrong, A)
    assert found is not None
    assert found.message.endswith("2 of 6 entries differ; the largest difference is at [1, 2]: got 9.0, wanted 4.0")


@pytest.mark.parametrize(
    ("tolerance", "dtype", "inside", "outside"),
    [
        (CLOSED_FORM, np.float64, 0.9e-9, 1.1e-9),
        (ITERATED, np.float64, 0.9e-7, 1.2e-7),
        (CLOSED_FORM, np.float32, 0.9e-4, 1.2e-4),
    ],
)
def test_tolerances_stand_where_they_say(tolerance: Any, dtype: Any, inside: float, outside: float) -> None:
    expected = np.array([1.0, 1e-6], dtype=dtype)
    assert difference((expected * (1 + inside)).astype(dtype), expected, tolerance) is None
    assert difference((expected * (1 + outside)).astype(dtype), expected, tolerance) is not None


def test_values_near_zero_are_judged_by_the_largest_value() -> None:
    expected = np.array([1e6, 0.0])
    assert difference(np.array([1e6, 0.9e-6]), expected) is None
    assert difference(np.array([1e6, 1.1e-6]), expected) is not None


def test_nan_equals_nan_only_when_asked() -> None:
    assert difference(np.array([np.nan, 1.0]), np.array([np.nan, 1.0]), equal_nan=True) is None
    assert difference(np.array([1.0, np.nan]), np.array([np.nan, 1.0]), equal_nan=True) is not None


def test_assert_equal_allows_nothing() -> None:
    assert_equal(0.5, 0.5)
    with pytest.raises(CheckFailure):
        assert_equal(0.5 + 1e-16, 0.5 - 1e-16)


def test_check_dtype_false_compares_the_kind_only() -> None:
    assert_close(np.ones(2, np.float32), np.ones(2), check_dtype=False)
    with pytest.raises(CheckFailure):
        assert_close(np.ones(2, int), np.ones(2), check_dtype=False)


def sigmoid(x: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-x))


def test_gradients_are_judged_against_central_differences() -> None:
    rng = np.random.default_rng(0)
    x, cotangent = rng.normal(size=(2, 3)), rng.normal(size=(2, 3))
    right = sigmoid(x) * (1 - sigmoid(x)) * cotangent
    assert_gradient(right, sigmoid, x, cotangent)
    for wrong in (right * (1 + 1e-5), -right, sigmoid(x) * cotangent, right.T, right.astype(np.float32)):
        with pytest.raises(CheckFailure):
            assert_gradient(wrong, sigmoid, x, cotangent)


def test_gradients_of_scalars_keep_their_shape() -> None:
    assert_gradient(np.array(6.0), np.square, np.array(3.0), 1.0)
    with pytest.raises(CheckFailure):
        assert_gradient(np.array([6.0]), np.square, np.array(3.0), 1.0)


def test_vjp_agrees_with_the_formula_and_says_what_has_no_gradient() -> None:
    layer = torch.nn.Linear(3, 2, bias=False)
    x, cotangent = torch.randn(4, 3), torch.randn(4, 2)
    pulled = vjp(layer, x, cotangents=cotangent)
    torch.testing.assert_close(pulled.arguments[0], cotangent @ layer.weight)
    torch.testing.assert_close(pulled.parameters["weight"], cotangent.T @ x)
    cut = vjp(lambda x, n: (x.detach() * n, x.detach()), x, 2, cotangents=(x, None))
    assert cut.arguments == (None, None)


def test_every_name_that_authors_import_is_there() -> None:
    for name in checks.__all__:
        assert getattr(checks, name) is not None
