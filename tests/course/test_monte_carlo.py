"""The reference of 09_monte_carlo against SciPy's integrals, exact variances and the figures of the handout."""

import doctest
import importlib.util
import math
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
from scipy import integrate, stats

from autograder.statistics import assert_calibrated

PATH = Path(__file__).parents[2] / "solutions" / "09_monte_carlo" / "monte_carlo.py"
INTERVALS = [(-1.0, 1.0), (0.5, 2.5), (2.5, 0.5), (-3.0, 4.0)]
RUNS = 400


def load() -> ModuleType:
    spec = importlib.util.spec_from_file_location("monte_carlo", PATH)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


unit = load()


def bell(x: np.ndarray) -> np.ndarray:
    return np.exp(-np.square(x))


def exact_error(f: object, a: float, b: float, n: int) -> float:
    """The standard error of n independent points, by quadrature."""
    mean = integrate.quad(f, a, b)[0] / (b - a)
    return abs(b - a) * math.sqrt(integrate.quad(lambda x: (f(x) - mean) ** 2, a, b)[0] / (b - a) / n)


def test_docstring_examples_run() -> None:
    results = doctest.testmod(unit)
    assert results.attempted >= 15
    assert results.failed == 0


def test_expectation_agrees_with_scipys_standard_error() -> None:
    samples = np.random.default_rng(0).normal(size=37)
    estimate, error = unit.monte_carlo_expectation(np.exp, samples)
    np.testing.assert_allclose(estimate, np.exp(samples).mean(), rtol=1e-13)
    np.testing.assert_allclose(error, stats.sem(np.exp(samples)), rtol=1e-12)


@pytest.mark.parametrize(("a", "b"), INTERVALS)
@pytest.mark.parametrize("name", ["monte_carlo_integral", "antithetic_integral"])
def test_integrals_agree_with_quadrature_and_are_calibrated(name: str, a: float, b: float) -> None:
    rng = np.random.default_rng(1)
    truth = integrate.quad(bell, a, b)[0]
    answers = [getattr(unit, name)(bell, a, b, 2_000, rng) for _ in range(RUNS)]
    assert_calibrated(*np.transpose(answers), truth)


@pytest.mark.parametrize(("a", "b"), INTERVALS)
def test_standard_errors_are_those_of_theory(a: float, b: float) -> None:
    """Within 5 %, which is five standard deviations of s at n = 10,000 or more."""
    rng = np.random.default_rng(2)
    _, error = unit.monte_carlo_integral(bell, a, b, 10_000, rng)
    assert abs(error / exact_error(bell, a, b, 10_000) - 1) < 0.05
    _, error = unit.antithetic_integral(bell, a, b, 10_000, rng)
    expected = exact_error(lambda x: (bell(x) + bell(a + b - x)) / 2, a, b, 5_000)
    assert abs(error / expected - 1) < 0.05


def test_box_integral_agrees_with_quadrature_and_is_calibrated() -> None:
    low, high = np.array([0.5, -1.0]), np.array([2.5, 2.0])

    def f(x: np.ndarray) -> np.ndarray:
        return np.exp(-x[:, 0] * np.abs(x[:, 1])) + x[:, 0]

    truth = integrate.dblquad(lambda v, u: math.exp(-u * abs(v)) + u, 0.5, 2.5, -1.0, 2.0)[0]
    rng = np.random.default_rng(3)
    answers = [unit.monte_carlo_box_integral(f, low, high, 1_000, rng) for _ in range(RUNS)]
    assert_calibrated(*np.transpose(answers), truth)


def test_importance_sampling_finds_a_rare_event_and_is_calibrated() -> None:
    rng = np.random.default_rng(4)
    answers = [
        unit.importance_sampling(
            lambda x: x > 4, stats.norm(0, 1).logpdf, stats.norm(4, 1).logpdf, rng.normal(4, 1, 2_000)
        )
        for _ in range(RUNS)
    ]
    assert_calibrated(*np.transpose(answers), stats.norm.sf(4))


def test_importance_sampling_in_a_thousand_dimensions_has_finite_weights() -> None:
    samples = 1.02 * np.random.default_rng(5).standard_normal((500, 1_000))
    p, q = stats.norm(0, 1), stats.norm(0, 1.02)
    estimate, error = unit.importance_sampling(
        lambda x: x[:, 0] ** 2,
        lambda x: p.logpdf(x).sum(axis=1),
        lambda x: q.logpdf(x).sum(axis=1),
        samples,
    )
    assert abs(estimate - 1) < 6.25 * error
    assert 0 < error < 1


def test_error_falls_with_the_root_of_n() -> None:
    rng = np.random.default_rng(6)
    truth = integrate.quad(bell, 0.5, 2.5)[0]
    rms = {
        n: np.sqrt(np.mean([(unit.monte_carlo_integral(bell, 0.5, 2.5, n, rng)[0] - truth) ** 2 for _ in range(RUNS)]))
        for n in (250, 4_000)
    }
    assert abs(math.log(rms[4_000] / rms[250]) / math.log(16) + 0.5) < 0.12


def test_figures_of_the_handout() -> None:
    assert round(integrate.quad(bell, -1, 1)[0], 6) == 1.493648
    assert round(integrate.quad(bell, 0.5, 2.5)[0], 6) == 0.424585
    assert round(exact_error(bell, -1, 1, 10_000), 5) == 0.00402
    assert round(exact_error(bell, 0.5, 2.5, 10_000), 5) == 0.00466
    assert round(exact_error(lambda x: (bell(x) + bell(3 - x)) / 2, 0.5, 2.5, 5_000), 5) == 0.00252
    assert f"{stats.norm.sf(4):.2e}" == "3.17e-05"


def test_a_reversed_interval_changes_the_sign_alone() -> None:
    forward = unit.monte_carlo_integral(lambda x: np.full(x.shape, 2.0), 1.0, 4.0, 10, np.random.default_rng(0))
    backward = unit.monte_carlo_integral(lambda x: np.full(x.shape, 2.0), 4.0, 1.0, 10, np.random.default_rng(0))
    assert forward == (6.0, 0.0)
    assert backward == (-6.0, 0.0)


def test_impossible_requests_are_refused() -> None:
    rng = np.random.default_rng(0)
    for n in (1, 0):
        for call in (
            lambda n=n: unit.monte_carlo_expectation(bell, np.ones(n)),
            lambda n=n: unit.monte_carlo_integral(bell, 0.0, 1.0, n, rng),
            lambda n=n: unit.monte_carlo_box_integral(lambda x: x[:, 0], np.zeros(2), np.ones(2), n, rng),
            lambda n=n: unit.importance_sampling(bell, bell, bell, np.ones(n)),
            lambda n=n: unit.antithetic_integral(bell, 0.0, 1.0, 2 * n, rng),
        ):
            with pytest.raises(ValueError, match="two samples"):
                call()
    with pytest.raises(ValueError, match="even"):
        unit.antithetic_integral(bell, 0.0, 1.0, 5, rng)
    with pytest.raises(ValueError, match="exceeds"):
        unit.monte_carlo_box_integral(lambda x: x[:, 0], np.array([0.0, 2.0]), np.ones(2), 10, rng)
