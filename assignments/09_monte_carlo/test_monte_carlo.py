"""Public checks of 09_monte_carlo. Run them with `autograder check 09_monte_carlo`.

A right estimate is further than 6.25 standard errors from the truth less often than once in 10^9 runs.
"""

import math

import numpy as np

from autograder.checks import assert_close, assert_estimate, assert_raises, exercise, fail

BELL = 1.493648265624854  # integral of exp(-x^2) from -1 to 1
ASYMMETRIC = math.sqrt(math.pi) / 2 * (math.erf(2.5) - math.erf(0.5))  # the same from .5 to 2.5: .424585


def bell(x):
    """Return exp(-x^2), for an array of points."""
    return np.exp(-np.square(x))


def require_near(answer, truth, error, within=0.05):
    """The standard error of 10,000 points is what theory says, and the estimate is not more than 6.25 of them off.

    A standard error from n terms scatters by sqrt((kurtosis - 1) / 4n), .7 % or less below: 5 % is 7 of them.
    """
    assert_estimate(answer, truth, error, n=10_000, within=within)


@exercise("monte_carlo_expectation")
def test_expectation_by_hand(student):
    """The squares of 1, 2, 3, 4 have mean 7.5 and variance 43 (divide by 3): standard error sqrt(43 / 4)."""
    estimate, error = student.monte_carlo_expectation(np.square, np.array([1.0, 2.0, 3.0, 4.0]))
    assert_close(estimate, 7.5, what="the estimate")
    assert_close(error, math.sqrt(43 / 4), what="the standard error")


@exercise("monte_carlo_expectation")
def test_expectation_of_an_indicator(student):
    """A probability is the expectation of True and False: three of four samples are above 1."""
    estimate, error = student.monte_carlo_expectation(lambda x: x[:, 0] > 1, np.array([[2, 0], [3, 0], [1, 0], [5, 0]]))
    assert_close(estimate, 0.75, what="the estimate")
    assert_close(error, 0.25, what="the standard error")


@exercise("monte_carlo_expectation")
def test_expectation_needs_two_samples(student):
    """A single sample has no standard error: ValueError."""
    assert_raises(ValueError, student.monte_carlo_expectation, np.square, np.array([1.0]))


@exercise("monte_carlo_integral")
def test_integral_of_the_bell(student, rng):
    """The integral of exp(-x^2) from -1 to 1 is 1.493648; with 10,000 points the standard error is .00402."""
    require_near(student.monte_carlo_integral(bell, -1.0, 1.0, 10_000, rng), BELL, 0.00402)


@exercise("monte_carlo_integral")
def test_integral_over_an_asymmetric_interval(student, rng):
    """From .5 to 2.5 the integral is .424585, from 2.5 to .5 it is the negative of that."""
    require_near(student.monte_carlo_integral(bell, 0.5, 2.5, 10_000, rng), ASYMMETRIC, 0.00466)
    require_near(student.monte_carlo_integral(bell, 2.5, 0.5, 10_000, rng), -ASYMMETRIC, 0.00466)


@exercise("monte_carlo_box_integral")
def test_box_integral_of_a_product(student, rng):
    """The integral of x y over [0, 2] x [1, 4] is 2 times 7.5 = 15."""
    low, high = np.array([0.0, 1.0]), np.array([2.0, 4.0])
    answer = student.monte_carlo_box_integral(lambda x: x[:, 0] * x[:, 1], low, high, 10_000, rng)
    require_near(answer, 15.0, 6 * math.sqrt((4 / 3 * 7 - 6.25) / 10_000))


@exercise("monte_carlo_box_integral")
def test_box_integral_of_a_reversed_side(student, rng):
    """A low above its high raises ValueError."""
    low, high = np.array([0.0, 4.0]), np.array([2.0, 1.0])
    assert_raises(ValueError, student.monte_carlo_box_integral, lambda x: x[:, 0], low, high, 100, rng)


@exercise("importance_sampling")
def test_importance_sampling_by_hand(student):
    """Samples .5, 1, 2 of U(0, 2) for the density x / 2 have weights .5, 1, 2: their squares make .125, 1 and 8."""
    estimate, error = student.importance_sampling(
        np.square, lambda x: np.log(x / 2), lambda x: np.full(x.shape, np.log(0.5)), np.array([0.5, 1.0, 2.0])
    )
    terms = np.array([0.125, 1.0, 8.0])
    assert_close(estimate, float(terms.mean()), what="the estimate")
    assert_close(error, float(terms.std(ddof=1) / math.sqrt(3)), what="the standard error")


@exercise("importance_sampling")
def test_importance_sampling_of_a_rare_event(student, rng):
    """P(X > 4) = 3.167e-5 for a standard normal X, from 10,000 samples of N(4, 1): relative error 2 %."""
    samples = rng.normal(4.0, 1.0, size=10_000)
    answer = student.importance_sampling(
        lambda x: x > 4, lambda x: -np.square(x) / 2, lambda x: -np.square(x - 4) / 2, samples
    )  # both densities lack the same constant
    # weighted terms of kurtosis 10: their standard error scatters by 1.5 %
    require_near(answer, 0.5 * math.erfc(4 / math.sqrt(2)), 6.727e-7, within=0.15)


@exercise("antithetic_integral")
def test_antithetic_integral_of_a_line(student, rng):
    """The two halves of a pair balance each other: a straight line is integrated exactly, with no error."""
    estimate, error = student.antithetic_integral(lambda x: 3 * x - 1, 0.5, 2.5, 100, rng)
    assert_close(estimate, 7.0, what="the estimate")
    if not abs(error) <= 1e-12:
        fail(f"the standard error is {float(error):.3g}; the averages of all pairs are equal, so that it is 0")


@exercise("antithetic_integral")
def test_antithetic_integral_of_the_bell(student, rng):
    """From .5 to 2.5 the standard error with 10,000 points is .00252, about half of that of independent points."""
    require_near(student.antithetic_integral(bell, 0.5, 2.5, 10_000, rng), ASYMMETRIC, 0.00252)


@exercise("antithetic_integral")
def test_antithetic_integral_needs_pairs(student, rng):
    """An odd n does not make pairs: ValueError."""
    assert_raises(ValueError, student.antithetic_integral, bell, 0.5, 2.5, 101, rng)
