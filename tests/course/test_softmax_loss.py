"""The reference of 02_softmax_loss against torch, SciPy and the figures of the handout."""

import doctest
import importlib.util
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
import scipy.special
import torch
from torch.nn import functional

PATH = Path(__file__).parents[2] / "solutions" / "02_softmax_loss" / "softmax_loss.py"
# Two closed forms in float64 differ by rounding alone: a few units of 2.2e-16, with room for sums of this length.
RTOL, ATOL = 1e-12, 1e-14


def load() -> ModuleType:
    spec = importlib.util.spec_from_file_location("softmax_loss", PATH)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


unit = load()
rng = np.random.default_rng(20250102)
LOGITS = rng.normal(scale=5.0, size=(6, 4))
TARGETS = np.array([0, 3, 1, 1, 2, 0])


def close(actual: object, expected: object) -> None:
    np.testing.assert_allclose(actual, expected, rtol=RTOL, atol=ATOL)


def test_docstring_examples_run() -> None:
    assert doctest.testmod(unit).attempted >= 9
    assert doctest.testmod(unit).failed == 0


@pytest.mark.parametrize("axis", [0, 1, 2, -1, -2])
def test_softmax_and_its_logarithm_agree_with_scipy_and_torch_along_every_axis(axis: int) -> None:
    logits = rng.normal(scale=30.0, size=(3, 4, 5))
    close(unit.softmax(logits, axis), scipy.special.softmax(logits, axis))
    close(unit.softmax(logits, axis), torch.softmax(torch.tensor(logits), axis))
    close(unit.log_softmax(logits, axis), scipy.special.log_softmax(logits, axis))
    close(unit.log_softmax(logits, axis), torch.log_softmax(torch.tensor(logits), axis))


def test_rows_that_lie_far_apart_stay_finite() -> None:
    logits = np.array([[1e4, 1e4 - 1.0, -1e4], [-2000.0, -2001.0, -1e4]])
    close(unit.log_softmax(logits), torch.log_softmax(torch.tensor(logits), -1))
    assert unit.cross_entropy(logits, np.array([2, 2])) == pytest.approx((2e4 + 8e3) / 2 + np.log1p(np.exp(-1.0)))


def test_minus_infinity_is_probability_zero() -> None:
    logits = np.array([[-np.inf, 0.0, np.log(3.0)]])
    close(unit.softmax(logits), [[0.0, 0.25, 0.75]])
    close(unit.log_softmax(logits), [[-np.inf, np.log(0.25), np.log(0.75)]])
    close(unit.cross_entropy(logits, np.array([1])), np.log(4.0))
    close(unit.cross_entropy_backward(logits, np.array([1])), [[0.0, -0.75, 0.75]])


@pytest.mark.parametrize("reduction", ["mean", "sum", "none"])
def test_cross_entropy_agrees_with_torch(reduction: str) -> None:
    expected = functional.cross_entropy(torch.tensor(LOGITS), torch.tensor(TARGETS), reduction=reduction)
    close(unit.cross_entropy(LOGITS, TARGETS, reduction), expected)


@pytest.mark.parametrize("reduction", ["mean", "sum"])
def test_the_gradient_agrees_with_autograd(reduction: str) -> None:
    logits = torch.tensor(LOGITS, requires_grad=True)
    functional.cross_entropy(logits, torch.tensor(TARGETS), reduction=reduction).backward()
    close(unit.cross_entropy_backward(LOGITS, TARGETS, reduction), logits.grad)


def test_binary_cross_entropy_agrees_with_torch_and_with_two_classes() -> None:
    logits = np.array([-1000.0, -3.0, 0.0, 0.5, 40.0, 1000.0])
    soft = np.array([0.0, 0.3, 1.0, 0.0, 0.9, 0.25])
    expected = functional.binary_cross_entropy_with_logits(torch.tensor(logits), torch.tensor(soft))
    close(unit.binary_cross_entropy_with_logits(logits, soft), expected)
    hard = np.array([0, 1, 1, 0, 1, 0])
    pair = np.stack([np.zeros(6), logits], axis=1)
    close(unit.binary_cross_entropy_with_logits(logits, hard), unit.cross_entropy(pair, hard))


@pytest.mark.parametrize("l2", [0.0, 0.3])
def test_the_regularised_loss_and_its_gradient_agree_with_autograd(l2: float) -> None:
    W, X = rng.normal(size=(3, 4)), rng.normal(size=(6, 3))
    tensor = torch.tensor(W, requires_grad=True)
    expected = functional.cross_entropy(torch.tensor(X) @ tensor, torch.tensor(TARGETS)) + l2 * (tensor**2).sum()
    expected.backward()
    loss, dW = unit.softmax_regression_loss(W, X, TARGETS, l2)
    close(loss, expected.detach())
    close(dW, tensor.grad)


def test_gradient_descent_on_the_loss_learns_separable_data() -> None:
    centres = np.array([[3.0, 0.0], [-3.0, 1.0], [0.0, -4.0]])
    targets = np.repeat(np.arange(3), 20)
    X = centres[targets] + rng.normal(scale=0.5, size=(60, 2))
    W = np.zeros((2, 3))
    for _ in range(50):
        W = W - 0.5 * unit.softmax_regression_loss(W, X, targets, l2=1e-3)[1]
    assert (unit.predict(X @ W) == targets).all()


def test_predict_takes_the_first_of_equals() -> None:
    np.testing.assert_array_equal(unit.predict(np.array([[1, 3, 3], [2, 2, 2], [-np.inf, -5.0, -4.0]])), [1, 0, 2])


@pytest.mark.parametrize("dtype", [np.float32, np.int64, np.int8, np.uint8])
def test_other_dtypes_are_converted_before_anything_is_computed(dtype: type) -> None:
    logits = np.array([[100, 3, 5], [0, 90, 7]], dtype=dtype)
    doubles = logits.astype(np.float64)
    targets = np.array([1, 2], dtype=np.uint8)
    for name in ("softmax", "log_softmax"):
        result = getattr(unit, name)(logits)
        assert result.dtype == np.float64
        close(result, getattr(unit, name)(doubles))
    close(unit.cross_entropy(logits, targets), unit.cross_entropy(doubles, targets))
    close(unit.cross_entropy_backward(logits, targets), unit.cross_entropy_backward(doubles, targets))
    loss, dW = unit.softmax_regression_loss(logits.T, logits, targets % 2, l2=2)
    expected_loss, expected_dW = unit.softmax_regression_loss(doubles.T, doubles, targets % 2, l2=2.0)
    close(loss, expected_loss)
    close(dW, expected_dW)


@pytest.mark.parametrize("targets", [[0, -1], [0, 3]])
def test_a_class_that_does_not_exist_is_refused(targets: list[int]) -> None:
    targets, logits = np.array(targets), np.zeros((2, 3))
    for name in ("cross_entropy", "cross_entropy_backward"):
        with pytest.raises(ValueError, match="targets"):
            getattr(unit, name)(logits, targets)
    with pytest.raises(ValueError, match="targets"):
        unit.softmax_regression_loss(np.zeros((2, 3)), np.zeros((2, 2)), targets)


def test_an_unknown_reduction_is_refused() -> None:
    for name, reduction in [("cross_entropy", "max"), ("cross_entropy_backward", "none")]:
        with pytest.raises(ValueError, match="reduction"):
            getattr(unit, name)(LOGITS, TARGETS, reduction=reduction)


def test_the_figures_of_the_handout() -> None:
    losses = unit.cross_entropy(np.log([[0.36, 0.62, 0.02]] * 3), np.arange(3), reduction="none")
    np.testing.assert_allclose(losses, [1.021651, 0.478036, 3.912023], atol=5e-7)
    assert unit.softmax(np.array([0.26])) == 1.0
    assert -np.log(np.exp(-100.0) + 1e-7) == pytest.approx(16.118, abs=5e-4)
    assert unit.cross_entropy(np.array([[0.0, -100.0]]), np.array([1])) == pytest.approx(100.0)
