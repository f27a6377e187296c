"""Public checks of 03_initializers. Run them with `autograder check 03_initializers`.

Draws are random, so that spreads are compared with what chance allows: a right answer fails less often than once in
10^9 runs, and 65,536 draws show a spread that is 3 % off.
"""

import math

import numpy as np

from autograder.checks import (
    assert_close,
    assert_equal,
    assert_mean,
    assert_raises,
    assert_scale,
    assert_uncorrelated,
    exercise,
    fail,
)

DENSE = (512, 128)  # fans 512 and 128
IMAGE = (128, 32, 4, 4)  # fans 512 and 2048


def require_uniform(weights, bound):
    """Uniform draws stay within the bound and come close to it; their variance is a third of its square."""
    assert_uncorrelated(weights)
    assert_scale(weights, bound / math.sqrt(3), kurtosis=1.8)
    if not np.abs(weights).max() <= bound * (1 + 1e-12):
        fail(f"the largest weight is {np.abs(weights).max() / bound:.3f} times the bound")


def require_normal(weights, std):
    """Normal draws are independent, have mean 0 and go beyond three standard deviations."""
    assert_uncorrelated(weights)
    assert_scale(weights, std)
    assert_mean(weights, 0.0, std)
    if not np.abs(weights).max() > 3 * std:
        fail("65,536 normal draws go beyond three standard deviations; yours don't")


@exercise("fans")
def test_fans_by_hand(student):
    """A dense (300, 100) has fans 300 and 100; a convolution (16, 3, 5, 5) has 3 x 25 and 16 x 25."""
    assert_equal(tuple(student.fans((300, 100))), (300, 100), check_dtype=False)
    assert_equal(tuple(student.fans((16, 3, 5, 5))), (75, 400), check_dtype=False)


@exercise("fans")
def test_fans_of_a_vector(student):
    """A bias has no fans: ValueError."""
    assert_raises(ValueError, student.fans, (7,))


@exercise("zeros")
def test_zeros_by_hand(student):
    """Zeros in float64."""
    assert_close(student.zeros((2, 3)), np.zeros((2, 3)))


@exercise("normal")
def test_normal_has_its_spread(student, rng):
    """The standard deviation is .01 unless it is given."""
    require_normal(student.normal(DENSE, rng), 0.01)
    require_normal(student.normal(DENSE, rng, std=2.0), 2.0)


@exercise("lecun_normal")
def test_lecun_normal_has_its_spread(student, rng):
    """Variance 1 / 512 for both shapes."""
    for shape in (DENSE, IMAGE):
        require_normal(student.lecun_normal(shape, rng), math.sqrt(1 / 512))


@exercise("lecun_uniform")
def test_lecun_uniform_has_its_bound(student, rng):
    """Variance 1 / 512 for both shapes, so that the bound is the root of 3 / 512."""
    for shape in (DENSE, IMAGE):
        require_uniform(student.lecun_uniform(shape, rng), math.sqrt(3 / 512))


@exercise("xavier_normal")
def test_xavier_normal_has_its_spread(student, rng):
    """Variance 2 / (512 + 128), times the square of the gain."""
    require_normal(student.xavier_normal(DENSE, rng), math.sqrt(2 / 640))
    require_normal(student.xavier_normal(DENSE, rng, gain=3.0), 3 * math.sqrt(2 / 640))


@exercise("xavier_uniform")
def test_xavier_uniform_has_its_bound(student, rng):
    """The bound is the root of 6 / (512 + 128), times the gain."""
    require_uniform(student.xavier_uniform(DENSE, rng), math.sqrt(6 / 640))
    require_uniform(student.xavier_uniform(DENSE, rng, gain=3.0), 3 * math.sqrt(6 / 640))


@exercise("he_normal")
def test_he_normal_has_its_spread(student, rng):
    """Variance 2 / 512 for both shapes."""
    for shape in (DENSE, IMAGE):
        require_normal(student.he_normal(shape, rng), math.sqrt(2 / 512))


@exercise("he_uniform")
def test_he_uniform_has_its_bound(student, rng):
    """Variance 2 / 512 for both shapes, so that the bound is the root of 6 / 512."""
    for shape in (DENSE, IMAGE):
        require_uniform(student.he_uniform(shape, rng), math.sqrt(6 / 512))


@exercise("he_normal")
def test_he_normal_draws_from_rng(student):
    """The same seed gives the same weights; the next call with the same generator gives others."""
    shared = np.random.default_rng(7)
    first, second = student.he_normal((20, 30), shared), student.he_normal((20, 30), shared)
    again = student.he_normal((20, 30), np.random.default_rng(7))
    if (first != again).any():
        fail("two generators in the same state gave different weights: draw from rng only")
    if (first == second).any():
        fail("two calls gave the same weights: draw from the rng that is passed in")


@exercise("activation_std_profile")
def test_profile_of_halving_layers(student, rng):
    """Weights 0.5 I and a linear activation halve the spread at each layer: .5, .25, .125, up to chance."""
    profile = student.activation_std_profile(lambda shape, _: 0.5 * np.eye(*shape), np.positive, 3, 50, 1_000, rng)
    assert_close(profile[1:], profile[:-1] / 2, what="each entry compared with half of the one before")
    # 50,000 entries: the spread of the input is 1 within 6.25 / sqrt(100,000), or 2 %
    if not abs(math.log(profile[0] / 0.5)) <= 6.25 / math.sqrt(2 * 50_000):
        fail(f"after one halving layer the spread is {profile[0]:.3f}; wanted 0.5 within 2 %")


@exercise("activation_std_profile")
def test_profile_vanishes_and_explodes(student, rng):
    """Through ten linear layers of 64 units, weights of spread 0.01 let the signal vanish, of spread 1 explode."""
    weights = np.random.default_rng(0)
    for std in (0.01, 1.0):
        profile = student.activation_std_profile(
            lambda shape, _, std=std: weights.normal(0.0, std, shape), np.positive, 10, 64, 100, rng
        )
        # each layer multiplies the spread by std * sqrt(64); ten of them scatter by 15 %, and ln 4 is nine times that
        ratio = profile[-1] / (std * 8.0) ** 10
        if not 0.25 < ratio < 4:
            fail(f"after ten layers the spread is {profile[-1]:.3g}; wanted about {(std * 8.0) ** 10:.3g}")
