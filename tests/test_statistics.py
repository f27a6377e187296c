"""The statistical assertions accept right draws, reject wrong ones, and fail right ones as rarely as they say."""

import numpy as np
import pytest
import torch
from scipy import integrate, optimize, stats

from autograder import statistics
from autograder.failure import CheckFailure
from autograder.statistics import (
    assert_calibrated,
    assert_distribution,
    assert_mean,
    assert_scale,
    assert_uncorrelated,
)

N = 65_536
SEEDS = range(5)
HALF_WIDTH = np.sqrt(3)  # a uniform distribution on [-HALF_WIDTH, HALF_WIDTH] has standard deviation 1


def normal(seed, size=N):
    return np.random.default_rng(seed).standard_normal(size)


def uniform(seed, size=N):
    return np.random.default_rng(seed).uniform(-HALF_WIDTH, HALF_WIDTH, size)


def rejects(assertion, *args):
    with pytest.raises(CheckFailure):
        assertion(*args)


# ---------------------------------------------------------------- right draws are accepted


@pytest.mark.parametrize("seed", SEEDS)
def test_right_draws_pass_every_assertion(seed):
    for draws, kurtosis, distribution in (
        (normal(seed, (512, 128)), 3.0, stats.norm(0, 0.3)),
        (uniform(seed, (64, 8, 4, 32)), 1.8, stats.uniform(-0.3 * HALF_WIDTH, 0.6 * HALF_WIDTH)),
    ):
        assert_scale(0.3 * draws, 0.3, kurtosis)
        assert_mean(0.3 * draws + 5, 5, 0.3)
        assert_distribution(0.3 * draws, distribution.cdf)
        assert_uncorrelated(draws)


@pytest.mark.parametrize("n", [1, 2, 10, 100, 4_999])
def test_few_normal_draws_pass(n):
    for seed in SEEDS:
        assert_scale(normal(seed, n), 1.0)


def test_draws_in_single_precision_fortran_order_or_a_torch_parameter_pass():
    draws = normal(0, (256, 256))
    single = np.random.default_rng(0).standard_normal((256, 256), dtype=np.float32)
    for samples in (single, np.asfortranarray(draws), draws[::2], torch.nn.Parameter(torch.from_numpy(draws))):
        assert_scale(samples, 1.0)
        assert_mean(samples, 0.0, 1.0)
        assert_uncorrelated(samples)


@pytest.mark.parametrize("seed", SEEDS)
def test_honest_standard_errors_are_calibrated(seed):
    runs = np.random.default_rng(seed).exponential(size=(400, 1_000))
    assert_calibrated(runs.mean(axis=1), runs.std(axis=1, ddof=1) / np.sqrt(1_000), 1.0)


# ---------------------------------------------------------------- a right answer fails less often than 1e-9


def test_false_failures_of_the_normal_bound_are_rare():
    assert 2 * stats.norm.sf(statistics.Z_LIMIT) < statistics.ALPHA / 2


def test_false_failures_of_the_scale_of_normal_draws_are_rare():
    """Exactly, from the chi-square distribution, on both sides of the switch and from one draw on."""
    for n in (1, 2, 5, 30, 400, 4_999, 5_000, 20_000, N, 10**6):

        def plausible(ratio, n=n):
            return 0.5 if statistics._scale_is_plausible(ratio, n, 3.0) else -0.5

        low, high = optimize.bisect(plausible, 1e-12, 1.0), optimize.bisect(plausible, 1.0, 50.0)
        false_failures = stats.chi2.cdf(n * low**2, n) + stats.chi2.sf(n * high**2, n)
        assert 1e-11 < false_failures < statistics.ALPHA, n


def test_false_failures_of_the_scale_of_uniform_draws_are_rare():
    """By the saddlepoint approximation, whose relative error is of the order 1 / n."""
    for n in (5_000, N):
        tails = [uniform_rms_tail(n, sign * statistics.Z_LIMIT * np.sqrt(0.8 / (4 * n))) for sign in (1, -1)]
        assert 1e-11 < sum(tails) < statistics.ALPHA, n


def uniform_rms_tail(n, log_ratio):
    """P(ln rms beyond log_ratio) of n uniform draws with variance 1 (Lugannani and Rice)."""

    def cumulants(t):
        moments = [
            integrate.quad(lambda u, k=k: np.exp(t * (3 * u * u - 1)) * (3 * u * u - 1) ** k, 0, 1)[0] for k in range(3)
        ]
        mean = moments[1] / moments[0]
        return np.log(moments[0]), mean, moments[2] / moments[0] - mean**2

    excess = np.exp(2 * log_ratio) - 1
    t = optimize.brentq(lambda t: cumulants(t)[1] - excess, -3, 3)
    log_mgf, _, variance = cumulants(t)
    w, u = np.sqrt(2 * n * (t * excess - log_mgf)), abs(t) * np.sqrt(n * variance)
    return stats.norm.sf(w) + stats.norm.pdf(w) * (1 / u - 1 / w)


def test_false_failures_of_the_distribution_are_rare():
    """Exactly, from the distribution of Kolmogorov's distance, on both sides."""
    for n in (1, 2, 5, 10, 30, 100, 1_000, N):
        high, low = np.sqrt(np.log(2 / statistics.ALPHA) / (2 * n)), statistics.EVEN / np.sqrt(n)
        assert stats.kstwo.sf(high, n) + stats.kstwo.cdf(low, n) < statistics.ALPHA, n


def test_false_failures_of_calibration_are_rare():
    low, high = statistics.CALIBRATED
    m = statistics.MIN_RUNS
    assert stats.chi2.cdf(low * m, m) + stats.chi2.sf(high * m, m) < statistics.ALPHA


# ---------------------------------------------------------------- what the docstrings say is seen, is seen


def test_deviations_that_are_stated_as_seen_are_caught_with_probability_one_minus_1e_6():
    for n, kurtosis, off in ((N, 3.0, 0.031), (N, 1.8, 0.02), (5_000, 3.0, 0.117), (5_000, 1.8, 0.073)):
        missed = stats.norm.cdf(statistics.Z_LIMIT - np.log1p(off) * np.sqrt(4 * n / (kurtosis - 1)))
        assert missed < 1.05e-6
    low, high = statistics.CALIBRATED
    m = statistics.MIN_RUNS
    assert stats.chi2.cdf(high * m / 1.47**2, m) < 1e-6
    assert stats.chi2.sf(low * m * 1.49**2, m) < 1e-6
    assert stats.ncx2.cdf(high * m, m, m * 1.03**2) < 1e-6
    bound = np.sqrt(np.log(2 / statistics.ALPHA) / (2 * N))
    assert stats.norm.cdf((bound - 0.023) / (0.5 / np.sqrt(N))) < 1e-6


@pytest.mark.parametrize("seed", SEEDS)
def test_another_scale_is_rejected(seed):
    rejects(assert_scale, 1.031 * normal(seed), 1.0)
    rejects(assert_scale, normal(seed) / 1.031, 1.0)
    rejects(assert_scale, 1.02 * uniform(seed), 1.0, 1.8)
    rejects(assert_scale, uniform(seed) / 1.02, 1.0, 1.8)
    rejects(assert_scale, normal(seed, 4_000) * np.sqrt(2), 1.0)
    rejects(assert_scale, normal(seed, 4_000) / np.sqrt(2), 1.0)


@pytest.mark.parametrize("seed", SEEDS)
def test_another_mean_is_rejected(seed):
    rejects(assert_mean, normal(seed) + 0.043, 0.0, 1.0)
    rejects(assert_mean, normal(seed) - 0.043, 0.0, 1.0)


@pytest.mark.parametrize("seed", SEEDS)
def test_another_distribution_is_rejected(seed):
    rejects(assert_distribution, uniform(seed), stats.norm.cdf)
    rejects(assert_distribution, normal(seed), stats.uniform(-HALF_WIDTH, 2 * HALF_WIDTH).cdf)
    rejects(assert_distribution, 1.1 * normal(seed), stats.norm.cdf)
    rejects(assert_distribution, normal(seed) - 0.06, stats.norm.cdf)
    rejects(assert_distribution, np.sign(normal(seed)), stats.norm.cdf)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("n", [1_000, N])
def test_draws_that_are_more_even_than_chance_are_rejected(seed, n):
    rng = np.random.default_rng(seed)
    grid = np.linspace(0, 1, n)
    for even in (grid, rng.permutation(grid), (rng.permutation(n) + rng.random(n)) / n):
        rejects(assert_distribution, even, stats.uniform.cdf)
    assert_distribution(rng.random(n), stats.uniform.cdf)


@pytest.mark.parametrize("seed", SEEDS)
def test_dependent_draws_are_rejected(seed):
    rng = np.random.default_rng(seed)
    half = rng.standard_normal(N // 2)
    square = rng.standard_normal((256, 256))
    neighbours = half[:-1] + 0.05 * half[1:]
    for draws in (
        np.tile(rng.standard_normal((1, 128)), (512, 1)),
        np.tile(rng.standard_normal((512, 1)), (1, 128)),
        np.resize(rng.standard_normal(1_000), (512, 128)),
        np.concatenate([half, -half]),
        square + square.T,
        np.sort(half),
        np.linspace(-1, 1, N),
        neighbours,
        neighbours.reshape(1, -1).T,
        np.ones(N),
    ):
        rejects(assert_uncorrelated, draws)


@pytest.mark.parametrize("seed", SEEDS)
def test_standard_errors_that_are_off_are_rejected(seed):
    estimates = 3 + 0.1 * normal(seed, 400)
    errors = np.full(400, 0.1)
    assert_calibrated(estimates, errors, 3.0)
    rejects(assert_calibrated, estimates, errors / 1.47, 3.0)
    rejects(assert_calibrated, estimates, errors * 1.49, 3.0)
    rejects(assert_calibrated, estimates + 0.103, errors, 3.0)
    rejects(assert_calibrated, np.full(400, 3.0), errors, 3.0)


# ---------------------------------------------------------------- answers that are no draws at all


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf])
def test_one_value_that_is_not_finite_fails_every_assertion(value):
    draws = normal(0)
    draws[17] = value
    rejects(assert_scale, draws, 1.0)
    rejects(assert_mean, draws, 0.0, 1.0)
    rejects(assert_distribution, draws, stats.norm.cdf)
    rejects(assert_uncorrelated, draws)
    rejects(assert_calibrated, draws, np.ones(N), 0.0)
    rejects(assert_calibrated, np.ones(N), draws, 0.0)


@pytest.mark.parametrize("draws", [np.array([]), np.ones(N, dtype=bool), np.ones(N, dtype=complex), "normal"])
def test_what_is_not_real_numbers_is_the_submissions_failure(draws):
    rejects(assert_scale, draws, 1.0)
    rejects(assert_mean, draws, 0.0, 1.0)
    rejects(assert_distribution, draws, stats.norm.cdf)
    rejects(assert_uncorrelated, draws)
    rejects(assert_calibrated, draws, np.ones(N), 0.0)


def test_zeros_fail_the_scale_without_a_warning():
    rejects(assert_scale, np.zeros(N), 1.0)
    rejects(assert_scale, np.zeros(10), 1.0)


def test_standard_errors_that_are_not_positive_fail_without_a_warning():
    estimates = normal(0, 400)
    for bad in (0.0, -1.0):
        rejects(assert_calibrated, estimates, np.where(np.arange(400) == 7, bad, 1.0), 0.0)
    rejects(assert_calibrated, estimates, np.ones(399), 0.0)


def test_an_argument_that_makes_no_sense_is_the_authors_mistake():
    draws = normal(0, 500)
    for call in (
        lambda: assert_scale(draws, 0.0),
        lambda: assert_scale(draws, 1.0, 1.0),
        lambda: assert_scale(draws, 1.0, 1.8),
        lambda: assert_mean(draws, 0.0, 0.0),
        lambda: assert_distribution(draws, lambda x: 0.5),
        lambda: assert_uncorrelated(draws),
        lambda: assert_calibrated(draws[:399], np.ones(399), 0.0),
    ):
        with pytest.raises(ValueError):
            call()


def test_messages_say_what_was_found_and_what_chance_explains():
    with pytest.raises(CheckFailure, match=r"1\.41\d* times what it should be \(65,536 draws"):
        assert_scale(np.sqrt(2) * normal(0), 1.0)
    with pytest.raises(CheckFailure, match=r"standard errors below .* chance explains 6\.25"):
        assert_mean(normal(0) - 1, 0.0, 1.0)
    with pytest.raises(CheckFailure, match=r"off by 0\.05\d .*chance explains 0\.0128"):
        assert_distribution(uniform(0), stats.norm.cdf)
    with pytest.raises(CheckFailure, match=r"only 0\.2% of 65,536"):
        assert_uncorrelated(np.tile(normal(0, (1, 128)), (512, 1)))
    with pytest.raises(CheckFailure, match=r"neighbours along the first axis have correlation 0\.99"):
        assert_uncorrelated(normal(0, (1, 256)) + 1e-9 * normal(1, (256, 256)))
    with pytest.raises(CheckFailure, match=r"0\.\d+ times as far off .*0\.79 to 1\.22"):
        assert_calibrated(normal(0, 400), np.full(400, 2.0), 0.0)
