"""The reference of 08_mle against SciPy, torch and the figures of the handout."""

import doctest
import importlib.util
import statistics
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
import scipy.optimize
import scipy.special
import scipy.stats
import torch

PATH = Path(__file__).parents[2] / "solutions" / "08_mle" / "mle.py"
# Closed forms in float64 differ by rounding alone: a few units of 2.2e-16, with room for sums of 10,000 terms.
RTOL, ATOL = 1e-11, 1e-13


def load() -> ModuleType:
    spec = importlib.util.spec_from_file_location("mle", PATH)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


unit = load()


def close(actual: object, expected: object) -> None:
    np.testing.assert_allclose(actual, expected, rtol=RTOL, atol=ATOL)


@pytest.fixture
def rng() -> np.random.Generator:
    return np.random.default_rng(8)


def test_docstring_examples_run() -> None:
    results = doctest.testmod(unit)
    assert results.attempted >= 12
    assert results.failed == 0


@pytest.mark.parametrize("n", [1, 5, 10_000])
def test_gaussian_log_likelihood_agrees_with_scipy(rng: np.random.Generator, n: int) -> None:
    x = rng.normal(2.0, 3.0, size=n)
    close(unit.gaussian_log_likelihood(x, 1.5, 7.0), scipy.stats.norm(1.5, np.sqrt(7.0)).logpdf(x).sum())


def test_gaussian_mle_agrees_with_scipy_and_is_not_the_unbiased_estimate(rng: np.random.Generator) -> None:
    x = rng.normal(2.0, 3.0, size=9)
    mean, var = unit.gaussian_mle(x)
    fitted_mean, fitted_std = scipy.stats.norm.fit(x)
    close((mean, var), (fitted_mean, fitted_std**2))
    close(var * 9 / 8, float(torch.var(torch.from_numpy(x))))
    close(unit.gaussian_mle(np.array([1.0, 3.0, 8.0])), (4.0, 26 / 3))
    close(statistics.variance([1.0, 3.0, 8.0]), 13.0)


def test_gaussian_mle_is_the_maximum_that_an_optimizer_finds(rng: np.random.Generator) -> None:
    x = rng.normal(-1.0, 2.0, size=20)
    found = scipy.optimize.minimize(
        lambda p: -unit.gaussian_log_likelihood(x, p[0], np.exp(p[1])), [0.0, 0.0], options={"gtol": 1e-8}
    )
    np.testing.assert_allclose((found.x[0], np.exp(found.x[1])), unit.gaussian_mle(x), rtol=1e-5)


def test_counts_make_bernoulli_and_categorical_estimates(rng: np.random.Generator) -> None:
    x = rng.integers(0, 2, size=31)
    close(unit.bernoulli_mle(x), np.count_nonzero(x) / 31)
    x = rng.integers(0, 5, size=40)
    close(unit.categorical_mle(x, 7), [np.count_nonzero(x == k) / 40 for k in range(7)])


def test_categorical_log_likelihood_agrees_with_torch(rng: np.random.Generator) -> None:
    x, probs = rng.integers(0, 4, size=50), rng.dirichlet(np.ones(4))
    expected = torch.distributions.Categorical(torch.from_numpy(probs)).log_prob(torch.from_numpy(x)).sum()
    close(unit.categorical_log_likelihood(x, probs), float(expected))


def test_categorical_mle_is_the_maximum(rng: np.random.Generator) -> None:
    x = rng.integers(0, 4, size=50)
    best = unit.categorical_log_likelihood(x, unit.categorical_mle(x, 4))
    assert all(unit.categorical_log_likelihood(x, rng.dirichlet(np.ones(4))) < best for _ in range(200))


@pytest.mark.parametrize("shape", [(12, 3), (5, 5), (3, 7), (1, 2), (9, 1)])
def test_linear_regression_agrees_with_the_pseudo_inverse(rng: np.random.Generator, shape: tuple[int, int]) -> None:
    X, y = rng.normal(size=shape), rng.normal(size=shape[0])
    w, noise_var = unit.linear_regression_mle(X, y)
    expected = scipy.linalg.pinv(X) @ y
    np.testing.assert_allclose(w, expected, rtol=1e-9, atol=1e-12)
    close(noise_var, np.mean((y - X @ expected) ** 2))


def test_linear_regression_of_dependent_columns_has_the_smallest_norm(rng: np.random.Generator) -> None:
    base, y = rng.normal(size=(8, 2)), rng.normal(size=8)
    X = np.column_stack([base, base @ [2.0, -3.0], np.zeros(8)])
    w, _ = unit.linear_regression_mle(X, y)
    close(w @ scipy.linalg.null_space(X), np.zeros(2))
    close(X.T @ (y - X @ w), np.zeros(4))


def test_linear_regression_maximises_the_gaussian_likelihood_of_the_residuals(rng: np.random.Generator) -> None:
    X, y = rng.normal(size=(15, 3)), rng.normal(size=15)
    w, noise_var = unit.linear_regression_mle(X, y)
    best = unit.gaussian_log_likelihood(y - X @ w, 0.0, noise_var)
    for _ in range(200):
        other, var = w + 0.1 * rng.normal(size=3), noise_var * rng.uniform(0.5, 2.0)
        assert unit.gaussian_log_likelihood(y - X @ other, 0.0, var) < best


@pytest.mark.parametrize("zeros", [0, 2])
def test_entropies_agree_with_scipy(rng: np.random.Generator, zeros: int) -> None:
    p, q = rng.dirichlet(np.ones(6)), rng.dirichlet(np.ones(6))
    p[:zeros] = 0.0
    p /= p.sum()
    close(unit.entropy(p), scipy.stats.entropy(p))
    close(unit.kl_divergence(p, q), scipy.stats.entropy(p, q))
    close(unit.kl_divergence(p, q), scipy.special.rel_entr(p, q).sum())
    close(unit.cross_entropy(p, q), -np.sum(p * np.log(q)))
    if zeros:
        assert unit.kl_divergence(q, p) == unit.cross_entropy(q, p) == np.inf


def test_mean_negative_log_likelihood_is_the_cross_entropy_of_the_observed_shares(rng: np.random.Generator) -> None:
    x, model = rng.integers(0, 4, size=50), rng.dirichlet(np.ones(4))
    close(-unit.categorical_log_likelihood(x, model) / 50, unit.cross_entropy(unit.categorical_mle(x, 4), model))


def test_figures_of_the_handout() -> None:
    p, q = np.array([0.5, 0.3, 0.2]), np.array([0.2, 0.5, 0.3])
    assert round(unit.kl_divergence(p, q), 5) == 0.22380
    assert round(unit.kl_divergence(q, p), 5) == 0.19379
    w, noise_var = unit.linear_regression_mle(np.array([[1.0, 0.0], [1.0, 1.0], [1.0, 2.0]]), np.array([1.0, 2.0, 6.0]))
    close(w, [0.5, 2.5])
    close(noise_var, 0.5)
    y = np.array([0.0, 0.0, 1.0])
    candidates = np.linspace(-0.5, 1.5, 2_001)
    squared = ((y - candidates[:, None]) ** 2).mean(axis=1)
    absolute = np.abs(y - candidates[:, None]).mean(axis=1)
    assert abs(candidates[squared.argmin()] - 1 / 3) < 1e-3
    assert abs(candidates[absolute.argmin()]) < 1e-3


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("gaussian_log_likelihood", ([], 0.0, 1.0)),
        ("gaussian_log_likelihood", ([1.0], 0.0, 0.0)),
        ("gaussian_mle", ([],)),
        ("bernoulli_mle", ([],)),
        ("bernoulli_mle", ([0, 2],)),
        ("categorical_mle", ([], 3)),
        ("categorical_mle", ([3], 3)),
        ("categorical_mle", ([-1], 3)),
        ("categorical_log_likelihood", ([], [1.0])),
        ("categorical_log_likelihood", ([1], [1.0])),
        ("categorical_log_likelihood", ([-1], [1.0])),
        ("linear_regression_mle", (np.empty((0, 2)), [])),
        ("kl_divergence", ([1.0], [0.5, 0.5])),
        ("kl_divergence", ([0.5, 0.5], [0.5, 0.5 + 2e-6])),
        ("kl_divergence", ([1.5, -0.5], [0.5, 0.5])),
        ("cross_entropy", ([0.5, 0.5], [1.5, -0.5])),
        ("entropy", ([0.5, 0.4],)),
        ("entropy", ([],)),
    ],
)
def test_bad_input_is_refused(name: str, arguments: tuple[object, ...]) -> None:
    with pytest.raises(ValueError, match=r"."):
        getattr(unit, name)(*(np.array(a) if isinstance(a, list) else a for a in arguments))
