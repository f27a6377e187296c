"""The reference of 04_batchnorm against torch's layers and autograd, and the figures of the handout."""

import doctest
import importlib.util
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
import torch

PATH = Path(__file__).parents[2] / "solutions" / "04_batchnorm" / "batchnorm.py"
# The same formulas in float64, summed in another order: rounding alone, with room for the batches of this file.
RTOL, ATOL = 1e-11, 1e-13


def load() -> ModuleType:
    spec = importlib.util.spec_from_file_location("batchnorm", PATH)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


unit = load()
rng = np.random.default_rng(20250104)
KINDS = {
    "BatchNorm": (unit.BatchNorm, torch.nn.BatchNorm1d, (3,)),
    "BatchNorm2d": (unit.BatchNorm2d, torch.nn.BatchNorm2d, (3, 4, 5)),
}
kinds = pytest.mark.parametrize("kind", KINDS)


def close(actual: object, expected: object) -> None:
    np.testing.assert_allclose(actual, expected, rtol=RTOL, atol=ATOL)


def pair(kind: str, **options: float) -> tuple:
    """The reference's layer and torch's, with the same random gamma and beta."""
    ours, theirs, _ = KINDS[kind]
    bn, oracle = ours(3, **options), theirs(3, dtype=torch.float64, **options)
    bn.gamma, bn.beta = rng.normal(size=3), rng.normal(size=3)
    with torch.no_grad():
        oracle.weight.copy_(torch.tensor(bn.gamma))
        oracle.bias.copy_(torch.tensor(bn.beta))
    return bn, oracle


def batch(kind: str, n: int) -> np.ndarray:
    return rng.normal(loc=3.0, scale=2.0, size=(n, *KINDS[kind][2]))


def test_docstring_examples_run() -> None:
    assert doctest.testmod(unit).attempted >= 6
    assert doctest.testmod(unit).failed == 0


@kinds
@pytest.mark.parametrize("options", [{}, {"eps": 0.5, "momentum": 0.4}])
def test_training_and_evaluation_agree_with_torch_over_several_batches(kind: str, options: dict) -> None:
    bn, oracle = pair(kind, **options)
    for n in (6, 2, 9):
        x = batch(kind, n)
        close(bn.forward(x), oracle(torch.tensor(x)).detach())
        close(bn.running_mean, oracle.running_mean)
        close(bn.running_var, oracle.running_var)
    bn.eval()
    oracle.eval()
    mean, var, x = bn.running_mean.copy(), bn.running_var.copy(), batch(kind, 1)
    close(bn.forward(x), oracle(torch.tensor(x)).detach())
    close(bn.running_mean, mean)
    close(bn.running_var, var)
    bn.train()
    oracle.train()
    x = batch(kind, 4)
    close(bn.forward(x), oracle(torch.tensor(x)).detach())
    close(bn.running_mean, oracle.running_mean)


@kinds
@pytest.mark.parametrize("training", [True, False])
def test_gradients_agree_with_autograd_in_both_modes(kind: str, training: bool) -> None:
    bn, oracle = pair(kind)
    first, x = batch(kind, 5), batch(kind, 4)
    bn.forward(first)
    oracle(torch.tensor(first))
    if not training:
        bn.eval()
        oracle.eval()
    dout = rng.normal(size=x.shape)
    bn.forward(x)
    tensor = torch.tensor(x, requires_grad=True)
    oracle.zero_grad()
    oracle(tensor).backward(torch.tensor(dout))
    close(bn.backward(dout), tensor.grad)
    close(bn.dgamma, oracle.weight.grad)
    close(bn.dbeta, oracle.bias.grad)


@kinds
def test_backward_belongs_to_the_last_forward_whatever_has_changed_since(kind: str) -> None:
    bn, x = KINDS[kind][0](3), batch(kind, 4)
    dout = rng.normal(size=x.shape)
    bn.forward(x)
    expected = bn.backward(dout)
    gradients = bn.dgamma, bn.dbeta
    bn.eval()
    bn.gamma, bn.running_var = np.full(3, 7.0), np.full(3, 5.0)
    close(bn.backward(dout), expected)
    close((bn.dgamma, bn.dbeta), gradients)


@kinds
def test_two_layers_share_nothing(kind: str) -> None:
    x = batch(kind, 4)
    dout = rng.normal(size=x.shape)
    alone = KINDS[kind][0](3)
    expected = alone.gamma, alone.beta, alone.forward(x), alone.backward(dout), alone.running_mean, alone.running_var
    first, second = KINDS[kind][0](3), KINDS[kind][0](2, eps=0.5, momentum=0.5)
    parameters, output = (first.gamma, first.beta), first.forward(x)
    second.forward(x[:, :2])
    second.backward(dout[:, :2])
    results = *parameters, output, first.backward(dout), first.running_mean, first.running_var
    for result, value in zip(results, expected, strict=True):
        close(result, value)


@kinds
def test_one_value_per_channel_is_refused_in_training_alone(kind: str) -> None:
    bn = KINDS[kind][0](3)
    single = np.ones((1, 3) if kind == "BatchNorm" else (1, 3, 1, 1))
    with pytest.raises(ValueError, match="one value per channel"):
        bn.forward(single)
    close(bn.running_mean, np.zeros(3))
    close(bn.running_var, np.ones(3))
    bn.eval()
    close(bn.forward(single), single / np.sqrt(1.0 + 1e-5))


@kinds
@pytest.mark.parametrize("dtype", [np.float32, np.int8])
def test_other_dtypes_are_converted_before_anything_is_computed(kind: str, dtype: type) -> None:
    x = np.asarray(rng.integers(-100, 100, size=(4, *KINDS[kind][2])), dtype=dtype)
    bn, doubles = KINDS[kind][0](3), KINDS[kind][0](3)
    results = bn.forward(x), bn.backward(x), bn.dgamma, bn.dbeta, bn.running_mean, bn.running_var
    expected = doubles.forward(x.astype(float)), doubles.backward(x.astype(float)), doubles.dgamma, doubles.dbeta
    for result, value in zip(results, (*expected, doubles.running_mean, doubles.running_var), strict=True):
        assert result.dtype == np.float64
        close(result, value)


def test_a_large_mean_costs_no_accuracy() -> None:
    spread = np.array([[-3.0], [1.0], [-1.0], [3.0]])  # whole numbers: 2**28 + spread, and its mean, are exact
    close(unit.BatchNorm(1).forward(2.0**28 + spread), spread / np.sqrt(5.0 + 1e-5))


def test_normalising_does_not_make_data_gaussian() -> None:
    x = rng.exponential(size=(5000, 1))
    out = unit.BatchNorm(1, eps=0.0).forward(x)
    skewness = ((x - x.mean()) ** 3).mean() / x.std() ** 3
    assert skewness > 1.5  # 2 in theory; a Gaussian has 0
    assert (out**3).mean() == pytest.approx(skewness)


def test_the_gradient_of_the_plain_sum_is_zero_so_it_can_check_nothing() -> None:
    bn, x = unit.BatchNorm(3), batch("BatchNorm", 5)
    bn.gamma = rng.normal(size=3)
    bn.forward(x)
    assert np.abs(bn.backward(np.ones_like(x))).max() < 1e-12
