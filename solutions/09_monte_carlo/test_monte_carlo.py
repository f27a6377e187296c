"""Hidden checks of 09_monte_carlo.

A function that is integrated remembers the points at which it was asked. So most checks need no luck: the estimate and
its standard error must be those of the very points that the submission drew. What remains for statistics is whether
these points are uniform, independent and taken from `rng`, and whether the estimates are as far off as they claim.
"""

import math

import numpy as np

from autograder.checks import (
    assert_calibrated,
    assert_close,
    assert_distribution,
    assert_equal,
    assert_raises,
    assert_uncorrelated,
    exercise,
    fail,
)

POINTS = 65_536  # what the statistics can see at this number stands in autograder.statistics
RUNS = 400
NAMES = ("the estimate", "the standard error")
BELL = math.sqrt(math.pi) / 2 * (math.erf(2.5) - math.erf(0.5))  # integral of exp(-x^2) from .5 to 2.5: .424585


def bell(x):
    """An integrand that is not symmetric on any of the intervals below."""
    return np.exp(-np.square(x))


def wave(x):
    """An integrand that is neither monotonic nor of one sign."""
    return np.sin(3 * x) + 0.3 * x


def product(x):
    """An integrand of points in rows that treats each dimension in its own way."""
    with np.errstate(over="ignore"):  # points in columns have thousands of factors
        return np.prod(np.exp(0.3 * x) + 0.1 * np.arange(x.shape[1]), axis=1)


class Vectorised:
    """A function that answers arrays of points: a call per point would run into the time limit, and not say so."""

    def __init__(self, function):
        self.function = function
        self.calls = self.single_points = 0

    def __call__(self, x):
        """Answer, unless the points come one by one (a last batch may well have one point)."""
        self.calls += 1
        self.single_points += np.ndim(x) == 0 or len(x) == 1
        if np.ndim(x) == 0 or self.single_points > max(100, self.calls / 2):
            raise TypeError("f takes arrays of many points, and was called with a single point")
        return self.function(x)


class Probe(Vectorised):
    """A function that remembers the points at which it was asked."""

    def __init__(self, function):
        super().__init__(function)
        self.batches = []

    def __call__(self, x):
        """Answer, and remember."""
        self.batches.append(np.array(x))
        return super().__call__(x)

    def points(self, rank=1):
        """Return the points in the order in which they were asked for, each once. Fails unless they came as arrays."""
        for batch in self.batches:
            if batch.ndim != rank:
                fail(f"f must be called with arrays of {rank} dimension(s); one call had shape {batch.shape}")
            if batch.dtype != np.float64:
                fail(f"f must be called with float64 points; one call had {batch.dtype}")
        if not self.batches:
            fail("f was never called")
        points = np.concatenate(self.batches)
        _, first = np.unique(points, axis=0, return_index=True)
        return points[np.sort(first)]

    def require_batches(self, n):
        """Fail unless the n points came in batches, of two on average at least."""
        if self.calls > n // 2:
            fail(f"f was called {self.calls} times for {n} points; call it with arrays of many points")


def pair(answer):
    """Return the estimate and the standard error as an array. Fails unless they are two numbers in float64."""
    if not isinstance(answer, tuple | list) or len(answer) != 2:
        fail("the result must be a pair (estimate, standard_error)")
    for number, name in zip(answer, NAMES, strict=True):
        if np.shape(number) != () or np.asarray(number).dtype != np.float64:
            fail(
                f"{name} must be one float64 number; it has shape {np.shape(number)}, dtype {np.asarray(number).dtype}"
            )
    return np.array([float(number) for number in answer])


def compare(answer, terms, scale=1.0):
    """Fail unless the answer is that of the averaged terms, times scale (a length or a volume, with its sign).

    The estimate is a plain average: 1e-9, and 1e-12 of the largest term. For the error any formula of the variance is
    right, also the one that loses half of the digits: 1e-7, and 1e-10 of the largest term.
    """
    terms = np.asarray(terms, dtype=np.float64)
    wanted = scale * terms.mean(), abs(scale) * terms.std(ddof=1) / math.sqrt(len(terms))
    largest = abs(scale) * np.abs(terms).max()
    for name, found, right, relative in zip(NAMES, pair(answer), wanted, (1e-9, 1e-7), strict=True):
        if not abs(found - right) <= relative * abs(right) + 1e-3 * relative * largest:
            fail(f"{name} is {found:.6g}; the {len(terms)} terms that are averaged make {right:.6g}")


def require_rng(call, rng):
    """Fail unless the estimate depends on the generator's state, and on nothing else."""
    seed = int(rng.integers(2**32))
    shared = np.random.default_rng(seed)
    first, second = pair(call(shared)), pair(call(shared))
    if (first == second).all():
        fail("two calls with the same generator, which moves on from call to call, gave the same estimate")
    if (pair(call(np.random.Generator(np.random.Philox(seed)))) == first).all():
        fail("two different generators gave the same estimate")
    if (pair(call(np.random.default_rng(seed))) != first).any():
        fail("the same state of rng gave two different estimates: draw from rng and from nothing else")


def uniform_cdf(low, high):
    """Return the distribution function of U(low, high)."""
    return lambda x: np.clip((x - low) / (high - low), 0.0, 1.0)


# ---------------------------------------------------------------- monte_carlo_expectation


@exercise("monte_carlo_expectation", points=1)
def test_expectation_is_the_average_with_its_standard_error(student, rng):
    """The estimate is the average of f, its error the unbiased standard deviation of f over the root of n."""
    for n in (3, 4, 17, 500):
        samples = rng.normal(size=n)
        compare(student.monte_carlo_expectation(wave, samples), wave(samples))
    compare(student.monte_carlo_expectation(np.square, np.array([3.0, -1.0])), [9.0, 1.0])


@exercise("monte_carlo_expectation", points=1)
def test_expectation_over_points_in_rows(student, rng):
    """Samples of shape (n, d) are n points of d coordinates, in any memory layout."""
    for n, d in ((7, 3), (3, 7), (2, 5), (6, 1)):
        samples = rng.normal(size=(n, d))
        terms = product(samples)
        for layout in (samples, np.asfortranarray(samples), np.repeat(samples, 2, axis=0)[::2], samples[::-1][::-1]):
            compare(student.monte_carlo_expectation(product, layout), terms)


@exercise("monte_carlo_expectation", points=0.5)
def test_expectation_calls_f_with_arrays(student, rng):
    """The function is called with arrays of many samples, in one batch or in several, each sample as it is."""
    for samples in (rng.normal(size=64), rng.normal(size=(64, 3))):
        probe = Probe(lambda x: np.exp(x if x.ndim == 1 else x.sum(axis=-1)))
        student.monte_carlo_expectation(probe, samples)
        probe.require_batches(64)
        assert_close(
            np.sort(probe.points(samples.ndim), axis=0), np.sort(samples, axis=0), what="what f was called with"
        )


@exercise("monte_carlo_expectation", points=1)
def test_expectation_computes_in_float64(student, rng):
    """Integer and float32 samples are converted first; f may return integers, float32 or booleans."""
    for dtype in (np.int8, np.int64, np.float32):
        samples = np.array([90, -100, 3, 17, 120], dtype=dtype)
        compare(student.monte_carlo_expectation(lambda x: x**3 / 7, samples), samples.astype(np.float64) ** 3 / 7)
    samples = rng.normal(size=101)
    compare(student.monte_carlo_expectation(lambda x: x > 0.3, samples), samples > 0.3)
    for dtype in (np.float32, np.int8):
        terms = (40 * samples).astype(dtype)
        compare(student.monte_carlo_expectation(lambda x, dtype=dtype: (40 * x).astype(dtype), samples), terms)


@exercise("monte_carlo_expectation", points=0.5)
def test_expectation_of_fewer_than_two_samples(student, rng):
    """One sample has no standard error: fewer than two raise ValueError. n counts points, not coordinates."""
    for samples in (np.empty(0), np.ones(1), np.ones((1, 5)), np.empty((0, 3))):
        f = np.square if samples.ndim == 1 else product
        assert_raises(ValueError, student.monte_carlo_expectation, f, samples)
    compare(student.monte_carlo_expectation(np.square, rng.normal(size=2) * 0 + [1.0, 2.0]), [1.0, 4.0])


# ---------------------------------------------------------------- monte_carlo_integral


@exercise("monte_carlo_integral", points=1.5)
def test_integral_is_length_times_average(student, rng):
    """The estimate is (b - a) times the average over n points of [a, b]; its error has the length, too, and no sign."""
    for a, b, n in ((0.5, 2.5, 3), (2.5, 0.5, 5), (-3.0, -1.0, 7), (-1, 4, 64), (10.0, -0.5, 4), (0.0, 0.25, 100)):
        probe = Probe(wave)
        answer = student.monte_carlo_integral(probe, a, b, n, np.random.default_rng(rng.integers(2**32)))
        points = probe.points()
        assert_equal(len(points), n, what="the number of points")
        if points.min() < min(a, b) or points.max() > max(a, b):
            fail(f"a point lies outside [{min(a, b)}, {max(a, b)}]")
        compare(answer, wave(points), b - a)
        if n >= 64:
            probe.require_batches(n)


@exercise("monte_carlo_integral", points=0.5)
def test_integral_draws_independent_uniform_points(student, rng):
    """The points are independent draws from U(a, b), not a grid."""
    for a, b in ((0.5, 2.5), (4.0, -1.0)):
        probe = Probe(bell)
        student.monte_carlo_integral(probe, a, b, POINTS, np.random.default_rng(rng.integers(2**32)))
        points = probe.points()
        assert_distribution(points, uniform_cdf(min(a, b), max(a, b)))
        assert_uncorrelated(points - (a + b) / 2)


@exercise("monte_carlo_integral", points=0.5)
def test_integral_draws_from_rng(student, rng):
    """The same state of rng repeats the estimate; a generator that has moved on, or another one, changes it."""
    require_rng(lambda generator: student.monte_carlo_integral(bell, 0.5, 2.5, 50, generator), rng)


@exercise("monte_carlo_integral", points=0.5)
def test_integral_is_as_far_off_as_it_says(student, rng):
    """Over 400 runs the errors are as large as the standard errors say, and they fall with the square root of n.

    The slope is taken between n = 16 and n = 16,384, from 64 runs each: a right answer is off by more than .12 less
    often than once in 10^9 (by the F distribution); what falls like 1 / n, or not at all, is always seen.
    """
    generator = np.random.default_rng(rng.integers(2**32))

    def run(n, runs):
        answers = [pair(student.monte_carlo_integral(Vectorised(bell), 0.5, 2.5, n, generator)) for _ in range(runs)]
        return np.transpose(answers)

    assert_calibrated(*run(1_000, RUNS), BELL)
    few, many = (np.mean(np.square(run(n, 64)[0] - BELL)) for n in (16, 16_384))
    slope = math.log(many / few) / 2 / math.log(1_024)
    if not abs(slope + 0.5) <= 0.12:
        fail(f"from n = 16 to n = 16,384 the error falls like n to the power {slope:.2f}; wanted -0.5")


@exercise("monte_carlo_integral", points=0.5)
def test_integral_computes_in_float64(student, rng):
    """Limits may be integers, float32 or 0-d arrays; f may return float32, integers or booleans; a = b gives 0."""
    for a, b in (
        (np.int8(-30), np.int8(40)),  # numbers that may be subtracted in their own type
        (np.array(-30), 40),
        (np.float32(0.25), np.float32(2.75)),
    ):
        probe = Probe(wave)
        answer = student.monte_carlo_integral(probe, a, b, 6, np.random.default_rng(rng.integers(2**32)))
        compare(answer, wave(probe.points()), float(b) - float(a))
    for convert in (lambda x: x > 1.2, lambda x: (40 * x).astype(np.int8), lambda x: np.exp(x).astype(np.float32)):
        probe = Probe(convert)
        answer = student.monte_carlo_integral(probe, 0.5, 2.5, 101, np.random.default_rng(rng.integers(2**32)))
        compare(answer, convert(probe.points()), 2.0)
    answer = student.monte_carlo_integral(bell, 1.5, 1.5, 10, np.random.default_rng(rng.integers(2**32)))
    assert_close(pair(answer), np.zeros(2))


@exercise("monte_carlo_integral", points=0.5)
def test_integral_from_fewer_than_two_points(student, rng):
    """Fewer than two points raise ValueError; two are enough."""
    for n in (1, 0):
        assert_raises(ValueError, student.monte_carlo_integral, bell, 0.5, 2.5, n, np.random.default_rng(0))
    probe = Probe(bell)
    answer = student.monte_carlo_integral(probe, 0.5, 2.5, 2, np.random.default_rng(rng.integers(2**32)))
    # two points may be so close that a one-pass variance keeps three digits: the estimate alone is compared closely
    assert_close(pair(answer)[0], 2.0 * float(bell(probe.points()).mean()))
    if not 0 <= pair(answer)[1] < 2.0:
        fail("the standard error of two points is out of range")


# ---------------------------------------------------------------- monte_carlo_box_integral

BOXES = [
    (np.array([0.4, -1.1, 2.1]), np.array([2.4, 2.9, 2.6])),
    (np.array([-2.0, 0.0]), np.array([-1.6, 4.7])),
    (np.array([0.3]), np.array([2.5])),
    (np.array([0.0, 1.0, 2.0, 3.1, 4.0]), np.array([0.6, 4.0, 2.3, 3.4, 6.0])),
]


@exercise("monte_carlo_box_integral", points=1.5)
def test_box_integral_is_volume_times_average(student, rng):
    """The estimate is the volume times the average over n points (n, d) of the box; its error has the volume, too."""
    for (low, high), n in zip(BOXES, (4, 3, 6, 64), strict=True):
        probe = Probe(product)
        answer = student.monte_carlo_box_integral(probe, low, high, n, np.random.default_rng(rng.integers(2**32)))
        points = probe.points(rank=2)
        assert_equal(points.shape, (n, len(low)), what="the shape of all points")
        if (points < low).any() or (points > high).any():
            fail("a point lies outside the box")
        compare(answer, product(points), math.prod((high - low).tolist()))
        if n >= 64:
            probe.require_batches(n)


@exercise("monte_carlo_box_integral", points=1)
def test_box_integral_draws_independent_uniform_points(student, rng):
    """The points are uniform in the box, and their coordinates are independent: no grid, no diagonal."""
    low, high = np.array([0.5, -1.0, 2.0, -7.0]), np.array([2.5, 3.0, 2.25, -1.0])
    probe = Probe(product)
    student.monte_carlo_box_integral(probe, low, high, POINTS // 4, np.random.default_rng(rng.integers(2**32)))
    unit = (probe.points(rank=2) - low) / (high - low)
    assert_distribution(unit, uniform_cdf(0.0, 1.0))
    assert_uncorrelated(unit - 0.5)


@exercise("monte_carlo_box_integral", points=0.5)
def test_box_integral_draws_from_rng(student, rng):
    """The same state of rng repeats the estimate; a generator that has moved on, or another one, changes it."""
    require_rng(lambda generator: student.monte_carlo_box_integral(product, *BOXES[0], 50, generator), rng)


@exercise("monte_carlo_box_integral", points=0.5)
def test_box_integral_computes_in_float64(student, rng):
    """Limits may be integers or float32; f may return float32 or booleans; a side of length 0 gives 0."""
    corners = np.array([[-100, 2], [100, 5]])
    for low, high in (corners.astype(np.int8), np.asfortranarray(corners.astype(np.float32))):
        probe = Probe(lambda x: x[:, 0] + x[:, 1] ** 2)
        answer = student.monte_carlo_box_integral(probe, low, high, 6, np.random.default_rng(rng.integers(2**32)))
        points = probe.points(rank=2)
        compare(answer, points[:, 0] + points[:, 1] ** 2, 600.0)
    for convert in (lambda x: x[:, 0] > 1.2, lambda x: product(x).astype(np.float32)):
        probe = Probe(convert)
        answer = student.monte_carlo_box_integral(probe, *BOXES[0], 101, np.random.default_rng(rng.integers(2**32)))
        compare(answer, convert(probe.points(rank=2)), math.prod((BOXES[0][1] - BOXES[0][0]).tolist()))
    flat = student.monte_carlo_box_integral(
        product, np.array([0.0, 1.0]), np.array([2.0, 1.0]), 10, np.random.default_rng(0)
    )
    assert_close(pair(flat), np.zeros(2))


@exercise("monte_carlo_box_integral", points=0.5)
def test_box_integral_of_impossible_boxes(student):
    """A low above its high raises ValueError in any dimension, and so do fewer than two points."""
    low, high = BOXES[0]
    for dimension in range(3):
        wrong = high.copy()
        wrong[dimension] = low[dimension] - 0.5
        assert_raises(ValueError, student.monte_carlo_box_integral, product, low, wrong, 10, np.random.default_rng(0))
    # two reversed sides have a positive volume
    assert_raises(
        ValueError, student.monte_carlo_box_integral, product, high[:2], low[:2], 10, np.random.default_rng(0)
    )
    for n in (1, 0):
        assert_raises(ValueError, student.monte_carlo_box_integral, product, low, high, n, np.random.default_rng(0))
    pair(student.monte_carlo_box_integral(product, low, high, 2, np.random.default_rng(0)))


# ---------------------------------------------------------------- importance_sampling


def log_normal(mean, std):
    """Return the logarithm of the density of N(mean, std^2), or of independent ones for points in rows."""

    def log_density(x):
        terms = -np.square((x - mean) / std) / 2 - np.log(std) - np.log(2 * np.pi) / 2
        return terms if x.ndim == 1 else terms.sum(axis=1)

    return log_density


@exercise("importance_sampling", points=1.5)
def test_importance_sampling_weighs_by_p_over_q(student, rng):
    """Each sample of q counts f times p / q, not normalised by the sum of weights; the error is that of these terms."""
    log_p, log_q = log_normal(0.5, 1.0), log_normal(0.0, 1.5)
    for shape in ((3,), (8,), (50,), (4, 3), (30, 2)):
        f = wave if len(shape) == 1 else product
        samples = 1.5 * rng.standard_normal(shape)
        terms = f(samples) * np.exp(log_p(samples) - log_q(samples))
        compare(student.importance_sampling(f, log_p, log_q, samples), terms)


@exercise("importance_sampling", points=1)
def test_importance_sampling_in_the_tails(student, rng):
    """Where both densities underflow to 0 their ratio is still a number like any other."""
    log_p, log_q = log_normal(0.0, 1.0), log_normal(0.1, 1.0)
    samples = np.array([-45.0, -42.5, 41.0, 44.0, 39.5])  # log p is below -745, where exp gives 0
    compare(
        student.importance_sampling(wave, log_p, log_q, samples), wave(samples) * np.exp(0.005 - 0.1 * samples), 1.0
    )
    # p is e^40 times q and more: such a weight is a number like any other, and is not cut off
    log_q = log_normal(8.0, 1.0)
    samples = np.array([-1.0, -0.5, -1.5, 2.0])
    compare(student.importance_sampling(wave, log_p, log_q, samples), wave(samples) * np.exp(32.0 - 8.0 * samples))
    samples = 1.02 * rng.standard_normal((6, 1_000))  # in many dimensions every density is that small
    log_p, log_q = log_normal(0.0, 1.0), log_normal(0.0, 1.02)
    f = lambda x: x[:, 0] + 3  # noqa: E731
    compare(
        student.importance_sampling(f, log_p, log_q, samples), f(samples) * np.exp(log_p(samples) - log_q(samples)), 1.0
    )


@exercise("importance_sampling", points=0.5)
def test_importance_sampling_outside_the_support(student):
    """Samples at which p is 0 (log p is -inf) count as 0, and they count."""
    samples = np.array([0.25, 1.5, 0.75, 1.25, 1.75])
    log_p = lambda x: np.where(x < 1, 0.0, -np.inf)  # noqa: E731 - U(0, 1)
    log_q = lambda x: np.full(x.shape, np.log(0.5))  # noqa: E731 - U(0, 2)
    compare(
        student.importance_sampling(np.exp, log_p, log_q, samples), np.where(samples < 1, 2 * np.exp(samples), 0.0), 1.0
    )


@exercise("importance_sampling", points=0.5)
def test_importance_sampling_computes_in_float64(student, rng):
    """Samples may be integers or float32; f and the log-densities may return float32 or booleans, and get arrays."""
    log_p, log_q = log_normal(1.0, 40.0), log_normal(0.0, 50.0)
    for dtype in (np.int8, np.float32):
        samples = np.array([90, -100, 3, 17, 120], dtype=dtype)
        wide = samples.astype(np.float64)
        terms = wide**2 * np.exp(log_p(wide) - log_q(wide))
        compare(student.importance_sampling(lambda x: x**2, log_p, log_q, samples), terms)
    samples = 50 * rng.standard_normal(64)
    f, single = Probe(lambda x: x > 10.0), lambda x: log_p(x).astype(np.float32)
    terms = (samples > 10.0) * np.exp(single(samples).astype(np.float64) - log_q(samples))
    compare(student.importance_sampling(f, single, log_q, samples), terms)
    f.require_batches(64)


@exercise("importance_sampling", points=0.5)
def test_importance_sampling_of_fewer_than_two_samples(student):
    """Fewer than two samples raise ValueError; n counts points, not coordinates."""
    log_p, log_q = log_normal(0.5, 1.0), log_normal(0.0, 1.5)
    for samples in (np.empty(0), np.ones(1), np.ones((1, 4))):
        f = np.square if samples.ndim == 1 else product
        assert_raises(ValueError, student.importance_sampling, f, log_p, log_q, samples)
    samples = np.array([0.5, -1.0])
    terms = np.square(samples) * np.exp(log_p(samples) - log_q(samples))
    compare(student.importance_sampling(np.square, log_p, log_q, samples), terms)


# ---------------------------------------------------------------- antithetic_integral


def pair_averages(f, points, a, b):
    """Return the averages of f over mirrored pairs. Fails unless the points are such pairs."""
    ordered = np.sort(points)
    if not np.allclose(ordered + ordered[::-1], a + b, rtol=0, atol=1e-9 * (abs(a) + abs(b))):
        fail("the points are not pairs of x and its mirror image a + b - x")
    half = len(ordered) // 2
    values = np.asarray(f(ordered), dtype=np.float64)
    return (values[:half] + values[::-1][:half]) / 2


@exercise("antithetic_integral", points=1.5)
def test_antithetic_integral_averages_mirrored_pairs(student, rng):
    """There are n / 2 points and their mirror images; the error is that of the averages of pairs, times the length."""
    for a, b, n in ((0.5, 2.5, 6), (2.5, 0.5, 8), (-3.0, -1.0, 10), (-1, 4, 64), (10.0, -0.5, 6)):
        probe = Probe(wave)
        answer = student.antithetic_integral(probe, a, b, n, np.random.default_rng(rng.integers(2**32)))
        points = probe.points()
        assert_equal(len(points), n, what="the number of points, mirror images included")
        if points.min() < min(a, b) or points.max() > max(a, b):
            fail(f"a point lies outside [{min(a, b)}, {max(a, b)}]")
        compare(answer, pair_averages(wave, points, a, b), b - a)
        if n >= 64:
            probe.require_batches(n)


@exercise("antithetic_integral", points=1)
def test_antithetic_integral_draws_independent_pairs(student, rng):
    """The pairs are independent, and their points uniform on [a, b]: the distance to the middle is uniform."""
    for a, b in ((0.5, 2.5), (4.0, -1.0)):
        probe = Probe(bell)
        student.antithetic_integral(probe, a, b, 2 * POINTS, np.random.default_rng(rng.integers(2**32)))
        points = probe.points()
        pair_averages(bell, points, a, b)
        rank = np.argsort(np.argsort(points))
        _, first = np.unique(np.minimum(rank, len(points) - 1 - rank), return_index=True)  # one point of each pair
        distances = np.abs(points[np.sort(first)] - (a + b) / 2)
        assert_distribution(distances, uniform_cdf(0.0, abs(b - a) / 2))
        assert_uncorrelated(distances)


@exercise("antithetic_integral", points=0.5)
def test_antithetic_integral_draws_from_rng(student, rng):
    """The same state of rng repeats the estimate; a generator that has moved on, or another one, changes it."""
    require_rng(lambda generator: student.antithetic_integral(bell, 0.5, 2.5, 50, generator), rng)


@exercise("antithetic_integral", points=0.5)
def test_antithetic_integral_computes_in_float64(student, rng):
    """Limits may be integers or float32; f may return float32, integers or booleans; a = b gives 0."""
    for a, b in (
        (np.int8(-30), np.int8(40)),  # numbers that may be subtracted in their own type
        (np.array(-30), 40),
        (np.float32(0.25), np.float32(2.75)),
    ):
        probe = Probe(wave)
        answer = student.antithetic_integral(probe, a, b, 6, np.random.default_rng(rng.integers(2**32)))
        compare(answer, pair_averages(wave, probe.points(), float(a), float(b)), float(b) - float(a))
    for convert in (
        lambda x: x < 2.2,
        lambda x: np.full(x.shape, 100, np.int8) - (x < 1).astype(np.int8),
        lambda x: np.exp(x).astype(np.float32),
    ):
        probe = Probe(convert)
        answer = student.antithetic_integral(probe, 0.5, 2.5, 100, np.random.default_rng(rng.integers(2**32)))
        compare(answer, pair_averages(convert, probe.points(), 0.5, 2.5), 2.0)
    answer = student.antithetic_integral(bell, 1.5, 1.5, 10, np.random.default_rng(rng.integers(2**32)))
    assert_close(pair(answer), np.zeros(2))


@exercise("antithetic_integral", points=0.5)
def test_antithetic_integral_needs_two_pairs(student, rng):
    """An odd n raises ValueError, and so does an n of fewer than two pairs; two pairs are enough."""
    for n in (7, 5, 3, 2, 1, 0):
        assert_raises(ValueError, student.antithetic_integral, bell, 0.5, 2.5, n, np.random.default_rng(0))
    probe = Probe(bell)
    answer = student.antithetic_integral(probe, 0.5, 2.5, 4, np.random.default_rng(rng.integers(2**32)))
    # two pairs may be so close that a one-pass variance keeps three digits: the estimate alone is compared closely
    assert_close(pair(answer)[0], 2.0 * float(bell(probe.points()).mean()))
    if not 0 <= pair(answer)[1] < 2.0:
        fail("the standard error of two pairs is out of range")
