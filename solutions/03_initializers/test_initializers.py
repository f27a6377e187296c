"""Hidden checks of 03_initializers.

Everything random is judged by statistics whose false-failure rate is below 10^-9 per assertion and whose sensitivity
stands in autograder.statistics. Here n is 65,536 draws, which sees a scale that is 3 % (normal) or 2 % (uniform) off;
the nearest known mistake, the other fan or a missing kernel, is 29 % off.
"""

import itertools
import math

import numpy as np

from autograder.checks import (
    assert_close,
    assert_distribution,
    assert_equal,
    assert_mean,
    assert_raises,
    assert_scale,
    assert_uncorrelated,
    exercise,
    fail,
)

DENSE = (512, 128)  # (fan_in, fan_out)
LINE = (64, 128, 8)  # (out, in, kernel): fans 1024 and 512
IMAGE = (128, 32, 8, 2)  # (out, in, *kernel): fans 512 and 2048
WEIGHTS = {DENSE: (512, 128), LINE: (1024, 512), IMAGE: (512, 2048)}  # 65,536 weights each, and their fans
WITHOUT_FANS = ((), (7,))
UNIFORM_KURTOSIS = 1.8
SHORTFALL = 4.3e-4  # the largest of 65,536 |w| is below bound * (1 - 4.3e-4) with probability e^-28
LARGEST_NORMAL = (3.5, 8.0)  # standard deviations: below with probability e^-30, above with 8e-11; truncation is seen
GRID = np.linspace(-6, 6, 4_001)
PHI = np.array([0.5 * (1 + math.erf(x / math.sqrt(2))) for x in GRID])


def generator(rng):
    """Return a generator for the student, seeded by the check's."""
    return np.random.default_rng(rng.integers(2**32))


def require_array(weights, shape):
    """Fail unless the weights are a float64 array of this shape."""
    if not isinstance(weights, np.ndarray) or weights.dtype != np.float64:
        fail(f"the weights must be a float64 array, not {getattr(weights, 'dtype', type(weights).__name__)}")
    assert_equal(weights.shape, tuple(shape), what="the shape of the weights")


def normal_cdf(std):
    """Return the distribution function of N(0, std^2), from a table that is right to 3e-7."""
    return lambda x: np.interp(x / std, GRID, PHI)


def uniform_cdf(bound):
    """Return the distribution function of U(-bound, bound)."""
    return lambda x: np.clip((x + bound) / (2 * bound), 0.0, 1.0)


def require_normal(weights, shape, std):
    """Fail unless the weights are independent draws from N(0, std^2)."""
    require_array(weights, shape)
    assert_uncorrelated(weights)
    assert_scale(weights, std)
    assert_mean(weights, 0.0, std)
    assert_distribution(weights, normal_cdf(std))
    low, high = LARGEST_NORMAL
    largest = float(np.abs(weights).max()) / std
    if not low <= largest <= high:
        fail(f"the largest weight is {largest:.2f} standard deviations; so many normal draws reach {low} to {high}")


def require_uniform(weights, shape, std):
    """Fail unless the weights are independent draws from U(-a, a) with a = std sqrt(3), whose bounds hold exactly."""
    require_array(weights, shape)
    assert_uncorrelated(weights)
    bound = std * math.sqrt(3)
    assert_scale(weights, std, UNIFORM_KURTOSIS)
    largest = float(np.abs(weights).max()) / bound
    if not 1 - SHORTFALL <= largest <= 1 + 1e-12:  # rounding of the bound itself
        fail(f"the largest weight is {largest:.5f} times the bound; wanted at most 1, and close to it")
    assert_mean(weights, 0.0, std)
    assert_distribution(weights, uniform_cdf(bound))


def require_rng(call, rng):
    """Fail unless the weights depend on the state of rng, on all of it that is used, and on nothing else."""
    seed = int(rng.integers(2**32))
    shared, again = (np.random.Generator(np.random.Philox(seed)) for _ in range(2))
    first, second = call(shared), call(shared)
    if (first == second).mean() > 0.01:
        fail("two calls with the same rng, which moves on from call to call, gave the same weights")
    scales = [float(np.sqrt(np.mean(np.square(weights)))) for weights in (first, second)]
    if abs(scales[0] - scales[1]) < 1e-12 * scales[0]:
        fail("the scale of the draws is the same at every call: weights are draws, not draws that were normalised")
    if (call(again) != first).any():
        fail("the same state of rng gave two different sets of weights: draw from rng and from nothing else")
    if (call(np.random.default_rng(seed)) == first).mean() > 0.01:
        fail("two different generators gave the same weights")


def require_fans(function, rng, **keywords):
    """Fail unless shapes without fans raise ValueError."""
    for shape in WITHOUT_FANS:
        assert_raises(ValueError, function, shape, generator(rng), **keywords)


# ---------------------------------------------------------------- fans


@exercise("fans", points=0.5)
def test_fans_of_a_dense_layer(student):
    """A dense layer has the shape (fan_in, fan_out); the answer is a pair of integers."""
    for shape in ((300, 100), (100, 300), (1, 5), (5, 1), (1, 1), (np.int64(4), np.int32(6))):
        assert_equal(tuple(student.fans(shape)), tuple(map(int, shape)), check_dtype=False)


@exercise("fans", points=1)
def test_fans_of_a_convolution(student):
    """A convolution has the shape (out_channels, in_channels, *kernel), and both fans count every place of it."""
    for shape, fans in (
        ((16, 3, 5, 7), (105, 560)),
        ((3, 16, 2, 2), (64, 12)),
        ((8, 6, 11), (66, 88)),
        ((6, 8, 1, 1), (8, 6)),
        ((6, 8, 1), (8, 6)),
        ((1, 1, 4, 9), (36, 36)),
        ((2048, 4096, 3, 3), (36_864, 18_432)),
    ):
        assert_equal(tuple(student.fans(shape)), fans, check_dtype=False)


@exercise("fans", points=0.5)
def test_fans_of_shapes_that_have_none(student):
    """Fewer than two dimensions raise ValueError."""
    for shape in WITHOUT_FANS:
        assert_raises(ValueError, student.fans, shape)


# ---------------------------------------------------------------- zeros, normal


@exercise("zeros", points=1)
def test_zeros(student):
    """All zeros, float64, of any shape."""
    for shape in ((4, 3), (5,), (), (2, 3, 4, 5), (1, 1)):
        assert_close(student.zeros(shape), np.zeros(shape))


@exercise("normal", points=0.5)
def test_normal_is_normal(student, rng):
    """Independent normal draws with mean 0 and standard deviation std, .01 if not said otherwise; any shape."""
    require_normal(student.normal(DENSE, generator(rng)), DENSE, 0.01)
    require_normal(student.normal((65_536,), generator(rng)), (65_536,), 0.01)
    require_normal(student.normal(IMAGE, generator(rng), std=3.0), IMAGE, 3.0)
    require_normal(student.normal(DENSE[::-1], generator(rng), 0.2), DENSE[::-1], 0.2)
    require_array(np.asarray(student.normal((), generator(rng))), ())


@exercise("normal", points=0.5)
def test_normal_draws_from_rng(student, rng):
    """The same state of rng repeats the weights; a generator that has moved on, or another one, changes them."""
    require_rng(lambda state: student.normal((40, 30), state), rng)


# ---------------------------------------------------------------- lecun


@exercise("lecun_normal", points=1.5)
def test_lecun_normal(student, rng):
    """Independent normal draws with variance 1 / fan_in, for dense layers and convolutions."""
    for shape, (fan_in, _) in WEIGHTS.items():
        require_normal(student.lecun_normal(shape, generator(rng)), shape, math.sqrt(1 / fan_in))


@exercise("lecun_normal", points=0.5)
def test_lecun_normal_draws_from_rng(student, rng):
    """The weights depend on the state of rng and on nothing else; fewer than two dimensions raise ValueError."""
    require_rng(lambda state: student.lecun_normal((40, 30), state), rng)
    require_fans(student.lecun_normal, rng)


@exercise("lecun_uniform", points=1.5)
def test_lecun_uniform(student, rng):
    """Independent uniform draws with variance 1 / fan_in, for dense layers and convolutions."""
    for shape, (fan_in, _) in WEIGHTS.items():
        require_uniform(student.lecun_uniform(shape, generator(rng)), shape, math.sqrt(1 / fan_in))


@exercise("lecun_uniform", points=0.5)
def test_lecun_uniform_draws_from_rng(student, rng):
    """The weights depend on the state of rng and on nothing else; fewer than two dimensions raise ValueError."""
    require_rng(lambda state: student.lecun_uniform((40, 30), state), rng)
    require_fans(student.lecun_uniform, rng)


# ---------------------------------------------------------------- xavier


@exercise("xavier_normal", points=1.5)
def test_xavier_normal(student, rng):
    """Independent normal draws with variance 2 / (fan_in + fan_out), for dense layers and convolutions."""
    for shape, fans in WEIGHTS.items():
        require_normal(student.xavier_normal(shape, generator(rng)), shape, math.sqrt(2 / sum(fans)))


@exercise("xavier_normal", points=1)
def test_xavier_normal_with_gain(student, rng):
    """The gain scales the standard deviation, so that its square scales the variance."""
    for gain in (5 / 3, 0.25):
        std = gain * math.sqrt(2 / sum(WEIGHTS[DENSE]))
        require_normal(student.xavier_normal(DENSE, generator(rng), gain=gain), DENSE, std)
    std = math.sqrt(2) * math.sqrt(2 / sum(WEIGHTS[IMAGE]))
    require_normal(student.xavier_normal(IMAGE, generator(rng), math.sqrt(2)), IMAGE, std)


@exercise("xavier_normal", points=0.5)
def test_xavier_normal_draws_from_rng(student, rng):
    """The weights depend on the state of rng and on nothing else; fewer than two dimensions raise ValueError."""
    require_rng(lambda state: student.xavier_normal((40, 30), state), rng)
    require_fans(student.xavier_normal, rng, gain=2.0)


@exercise("xavier_uniform", points=1.5)
def test_xavier_uniform(student, rng):
    """Independent uniform draws with variance 2 / (fan_in + fan_out), for dense layers and convolutions."""
    for shape, fans in WEIGHTS.items():
        require_uniform(student.xavier_uniform(shape, generator(rng)), shape, math.sqrt(2 / sum(fans)))


@exercise("xavier_uniform", points=1)
def test_xavier_uniform_with_gain(student, rng):
    """The gain scales the standard deviation, so that its square scales the variance."""
    for gain in (5 / 3, 0.25):
        std = gain * math.sqrt(2 / sum(WEIGHTS[DENSE]))
        require_uniform(student.xavier_uniform(DENSE, generator(rng), gain=gain), DENSE, std)
    std = math.sqrt(2) * math.sqrt(2 / sum(WEIGHTS[IMAGE]))
    require_uniform(student.xavier_uniform(IMAGE, generator(rng), math.sqrt(2)), IMAGE, std)


@exercise("xavier_uniform", points=0.5)
def test_xavier_uniform_draws_from_rng(student, rng):
    """The weights depend on the state of rng and on nothing else; fewer than two dimensions raise ValueError."""
    require_rng(lambda state: student.xavier_uniform((40, 30), state), rng)
    require_fans(student.xavier_uniform, rng, gain=2.0)


# ---------------------------------------------------------------- he


@exercise("he_normal", points=1.5)
def test_he_normal(student, rng):
    """Independent normal draws with variance 2 / fan_in, for dense layers and convolutions."""
    for shape, (fan_in, _) in WEIGHTS.items():
        require_normal(student.he_normal(shape, generator(rng)), shape, math.sqrt(2 / fan_in))


@exercise("he_normal", points=0.5)
def test_he_normal_draws_from_rng(student, rng):
    """The weights depend on the state of rng and on nothing else; fewer than two dimensions raise ValueError."""
    require_rng(lambda state: student.he_normal((40, 30), state), rng)
    require_fans(student.he_normal, rng)


@exercise("he_uniform", points=1.5)
def test_he_uniform(student, rng):
    """Independent uniform draws with variance 2 / fan_in, for dense layers and convolutions."""
    for shape, (fan_in, _) in WEIGHTS.items():
        require_uniform(student.he_uniform(shape, generator(rng)), shape, math.sqrt(2 / fan_in))


@exercise("he_uniform", points=0.5)
def test_he_uniform_draws_from_rng(student, rng):
    """The weights depend on the state of rng and on nothing else; fewer than two dimensions raise ValueError."""
    require_rng(lambda state: student.he_uniform((40, 30), state), rng)
    require_fans(student.he_uniform, rng)


# ---------------------------------------------------------------- activation_std_profile


class Watched:
    """A function that remembers the arrays that it was called with."""

    def __init__(self, function):
        self.function = function
        self.inputs = []

    def __call__(self, x):
        """Answer, and remember."""
        self.inputs.append(np.array(x, dtype=np.float64))
        return self.function(x)

    def first(self, shape):
        """Return the first array. Fails if the function was not called with one of this shape."""
        if not self.inputs or self.inputs[0].shape != shape:
            found = self.inputs[0].shape if self.inputs else "nothing"
            fail(f"the activation must be called with (batch, width) arrays, here {shape}; it was called with {found}")
        return self.inputs[0]


def softplus(x):
    """An activation that is neither odd nor centred: what is left out or done twice shows."""
    return np.log1p(np.exp(x)) - 0.3


@exercise("activation_std_profile", points=1)
def test_profile_of_given_weights(student, rng):
    """Each layer multiplies from the right by fresh weights and applies the activation; all entries are measured."""
    for depth, width, batch in ((4, 6, 5), (1, 3, 7), (3, 2, 1), (5, 3, 40)):
        weights = [np.eye(width), *(rng.normal(size=(width, width)) for _ in range(depth - 1))]
        queue, shapes = itertools.cycle(weights), []

        def initializer(shape, given, queue=queue, shapes=shapes):
            shapes.append((shape, type(given).__name__))
            return next(queue)

        activation = Watched(softplus)
        profile = student.activation_std_profile(initializer, activation, depth, width, batch, generator(rng))
        assert_equal(shapes, [((width, width), "Generator")] * depth, what="what the initializer was called with")
        h = activation.first((batch, width))  # the first weights are the identity: this is the input itself
        expected = []
        for matrix in weights:
            h = softplus(h @ matrix if expected else h)
            expected.append(h.std())
        assert_close(profile, np.array(expected), what="the spread of the activations for the input that you drew")


@exercise("activation_std_profile", points=0.5)
def test_profile_starts_from_standard_normal_input(student, rng):
    """The input is drawn from rng, standard normal and independent; another state of rng gives another profile."""

    def profile(state, activation, batch, width):
        return student.activation_std_profile(lambda shape, _rng: np.eye(*shape), activation, 2, width, batch, state)

    activation = Watched(np.abs)
    profile(generator(rng), activation, 1_024, 64)
    require_normal(activation.first((1_024, 64)), (1_024, 64), 1.0)
    require_rng(lambda state: profile(state, np.abs, 9, 7), rng)
    draws = []

    def drawing(shape, given):
        draws.append(given.random())
        return np.eye(*shape)

    for _ in range(2):
        student.activation_std_profile(drawing, np.abs, 3, 5, 4, generator(rng))
    assert_equal(len(set(draws)), 6, what="how many different numbers six calls of the initializer drew from rng")


@exercise("activation_std_profile", points=0.5)
def test_profile_of_scaled_identities(student, rng):
    """Weights that halve the signal halve its spread from layer to layer; nothing is drawn anew in between."""
    for factor in (0.5, 2.0):
        profile = student.activation_std_profile(
            lambda shape, _rng, factor=factor: factor * np.eye(*shape), np.negative, 6, 32, 200, generator(rng)
        )
        assert_equal(np.shape(profile), (6,), what="the shape of the profile")
        assert_close(profile[1:], factor * profile[:-1], what="the spread of each layer but the first")
        # 6,400 independent normal entries: a false failure below 10^-9 (chi-square), seen when 10 % off
        if not abs(math.log(profile[0] / factor)) <= 6.25 / math.sqrt(2 * 6_400):
            fail(f"the spread after the first layer is {profile[0] / factor:.3f} times what it should be")
