"""The reference of 03_initializers against torch, SciPy and the theory of the handout."""

import doctest
import importlib.util
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
import torch
from scipy import stats
from torch import nn

from autograder.statistics import assert_distribution, assert_mean, assert_scale, assert_uncorrelated

PATH = Path(__file__).parents[2] / "solutions" / "03_initializers" / "initializers.py"
SHAPES = [(512, 128), (64, 128, 8), (128, 32, 8, 2)]


def load() -> ModuleType:
    spec = importlib.util.spec_from_file_location("initializers", PATH)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


unit = load()


def torch_weights(shape: tuple[int, ...]) -> torch.Tensor:
    """An empty weight whose fans torch reads as we do: torch stores dense weights as (out, in)."""
    return torch.empty(shape if len(shape) > 2 else shape[::-1], dtype=torch.float64)


def torch_std(initializer: object, shape: tuple[int, ...], **options: object) -> float:
    """The standard deviation that torch uses, read off the bound or the spread of many draws."""
    torch.manual_seed(0)
    return float(initializer(torch_weights(shape), **options).std())


def test_docstring_examples_run() -> None:
    results = doctest.testmod(unit)
    assert results.attempted >= 12
    assert results.failed == 0


@pytest.mark.parametrize("shape", [*SHAPES, (3, 5), (5, 3, 1), (2, 7, 3, 4)])
def test_fans_are_those_of_torch(shape: tuple[int, ...]) -> None:
    assert unit.fans(shape) == nn.init._calculate_fan_in_and_fan_out(torch_weights(shape))


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize(
    ("name", "initializer", "options"),
    [
        ("xavier_normal", nn.init.xavier_normal_, {}),
        ("xavier_uniform", nn.init.xavier_uniform_, {}),
        ("he_normal", nn.init.kaiming_normal_, {"nonlinearity": "relu"}),
        ("he_uniform", nn.init.kaiming_uniform_, {"nonlinearity": "relu"}),
        ("lecun_normal", nn.init.kaiming_normal_, {"nonlinearity": "linear"}),
        ("lecun_uniform", nn.init.kaiming_uniform_, {"nonlinearity": "linear"}),
    ],
)
def test_spreads_are_those_of_torch(
    name: str, initializer: object, options: dict[str, object], shape: tuple[int, ...]
) -> None:
    """Two samples of 65,536 agree within 6.25 standard errors of their difference, 2.4 % or less."""
    found = getattr(unit, name)(shape, np.random.default_rng(1)).std()
    assert abs(np.log(found / torch_std(initializer, shape, **options))) < 6.25 / np.sqrt(65_536)


def test_gain_scales_as_in_torch() -> None:
    for name, initializer in (("xavier_normal", nn.init.xavier_normal_), ("xavier_uniform", nn.init.xavier_uniform_)):
        found = getattr(unit, name)((512, 128), np.random.default_rng(1), gain=5 / 3).std()
        assert abs(np.log(found / torch_std(initializer, (512, 128), gain=5 / 3))) < 6.25 / np.sqrt(65_536)


@pytest.mark.parametrize("shape", SHAPES)
def test_draws_are_independent_and_of_the_family_that_the_name_says(shape: tuple[int, ...]) -> None:
    fan_in, fan_out = unit.fans(shape)
    variances = {"lecun": 1 / fan_in, "xavier": 2 / (fan_in + fan_out), "he": 2 / fan_in}
    for name, variance in variances.items():
        std = np.sqrt(variance)
        bound = std * np.sqrt(3)
        for family, kurtosis, distribution in (
            ("normal", 3.0, stats.norm(0, std)),
            ("uniform", 1.8, stats.uniform(-bound, 2 * bound)),
        ):
            weights = getattr(unit, f"{name}_{family}")(shape, np.random.default_rng(2))
            assert weights.shape == shape
            assert_scale(weights, std, kurtosis)
            assert_mean(weights, 0.0, std)
            assert_distribution(weights, distribution.cdf)
            assert_uncorrelated(weights)


@pytest.mark.parametrize(
    "name", ["lecun_normal", "lecun_uniform", "xavier_normal", "xavier_uniform", "he_normal", "he_uniform"]
)
@pytest.mark.parametrize("shape", [(), (7,)])
def test_shapes_without_fans_are_refused(name: str, shape: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="two dimensions"):
        getattr(unit, name)(shape, np.random.default_rng(0))


def test_defaults_and_simple_shapes() -> None:
    assert unit.zeros((2, 0, 3)).shape == (2, 0, 3)
    assert not unit.zeros((4, 5)).any()
    assert_scale(unit.normal((65_536,), np.random.default_rng(0)), 0.01)


def relu(x: np.ndarray) -> np.ndarray:
    return np.maximum(x, 0.0)


def test_profile_is_what_torch_computes_from_the_same_draws() -> None:
    """Weights and input are drawn again from the same state, in the reference's order."""
    depth, width, batch = 5, 7, 11
    found = unit.activation_std_profile(unit.xavier_normal, np.tanh, depth, width, batch, np.random.default_rng(3))
    rng = np.random.default_rng(3)
    h = torch.from_numpy(rng.standard_normal((batch, width)))
    expected = []
    for _ in range(depth):
        h = torch.tanh(h @ torch.from_numpy(unit.xavier_normal((width, width), rng)))
        expected.append(float(h.std(correction=0)))
    np.testing.assert_allclose(found, expected, rtol=1e-12)


def test_he_keeps_relu_alive_where_xavier_loses_a_root_of_two_per_layer() -> None:
    """Over 20 layers of 256 units; the logarithm scatters by about .15, and ln 2 is more than four of them."""
    he, xavier = (
        unit.activation_std_profile(initializer, relu, 20, 256, 256, np.random.default_rng(4))
        for initializer in (unit.he_normal, unit.xavier_normal)
    )
    assert 0.5 < he[-1] / he[0] < 2
    assert 0.5 < xavier[-1] / xavier[0] * 2 ** (19 / 2) < 2


def test_small_weights_vanish_as_the_handout_says() -> None:
    """Ten layers of 256 units and a standard deviation of .01 leave .16 ** 10 = 1e-8."""
    profile = unit.activation_std_profile(unit.normal, np.tanh, 10, 256, 256, np.random.default_rng(5))
    assert 0.5 < profile[-1] / 0.16**10 < 2


@pytest.mark.parametrize(
    ("activation", "output_gradient"), [(torch.tanh, 0.0), (torch.relu, 0.0), (torch.sigmoid, None)]
)
def test_zero_weights_do_what_the_handout_says(activation: object, output_gradient: float | None) -> None:
    """With tanh and ReLU no weight has a gradient; with sigmoid the output weights have equal ones that are not 0."""
    first = torch.from_numpy(unit.zeros((3, 4))).requires_grad_()
    second = torch.from_numpy(unit.zeros((4, 2))).requires_grad_()
    x = torch.tensor([[1.0, -2.0, 0.5], [0.3, 1.0, 2.0], [1.0, 1.0, 1.0]], dtype=torch.float64)
    logits = activation(x @ first) @ second
    nn.functional.cross_entropy(logits, torch.tensor([0, 1, 1])).backward()
    assert not first.grad.any()
    if output_gradient == 0.0:
        assert not second.grad.any()
    else:
        assert second.grad.all()
        assert (second.grad == second.grad[0]).all()
