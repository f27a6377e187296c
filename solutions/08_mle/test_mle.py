"""Hidden checks of 08_mle. Everything here is exact: closed forms, compared with the reference's."""

import numpy as np

from autograder.checks import ITERATED, assert_close, assert_raises, exercise, fail

NOT_DISTRIBUTIONS = (
    np.array([0.5, 0.6, -0.1]),  # negative, though the sum is 1
    np.array([0.2, 0.3, 0.4]),
    np.array([0.5, 0.3, 0.3]),
    np.array([0.5, 0.3, 0.2 + 1.5e-6]),  # 1e-6 is allowed, this is not
    np.array([0.5, 0.3, 0.2 - 1.5e-6]),
)
ALMOST = np.array([0.5, 0.3, 0.2 + 8e-7])  # within 1e-6


def layouts(x):
    """Return the same numbers as an array that is contiguous, strided, reversed, and in a column of a larger one."""
    wide = np.zeros((len(x), 3), dtype=x.dtype)
    wide[:, 1] = x
    return x, np.repeat(x, 2)[::2], x[::-1].copy()[::-1], wide[:, 1]


def require_pair(answer):
    """Return both parts of an answer. Fails unless it is a pair."""
    if not isinstance(answer, tuple | list) or len(answer) != 2:
        fail("the result must be a pair")
    return answer


def distribution(rng, size):
    """Return random probabilities, none of them near 0."""
    weights = rng.uniform(0.2, 1.0, size=size)
    return weights / weights.sum()


# ---------------------------------------------------------------- Gaussian


@exercise("gaussian_log_likelihood", points=1)
def test_gaussian_log_likelihood(student, reference, rng):
    """The natural logarithm of the density of all observations together, constants included, for mean and variance."""
    for n in (1, 2, 7, 40):
        x = rng.normal(2.0, 3.0, size=n)
        for mean, var in ((2.0, 9.0), (-1.5, 0.3), (0.0, 1.0)):
            assert_close(student.gaussian_log_likelihood(x, mean, var), reference.gaussian_log_likelihood(x, mean, var))


@exercise("gaussian_log_likelihood", points=0.5)
def test_gaussian_log_likelihood_of_many_observations(student, reference, rng):
    """The product of 10,000 densities is too small for a float; its logarithm is an ordinary number."""
    x = rng.normal(1.0, 5.0, size=10_000)
    assert_close(student.gaussian_log_likelihood(x, 1.0, 25.0), reference.gaussian_log_likelihood(x, 1.0, 25.0))
    assert_close(student.gaussian_log_likelihood(x, 0.0, 0.5), reference.gaussian_log_likelihood(x, 0.0, 0.5))
    far = np.array([60.0, -55.0])  # one such density underflows already
    assert_close(student.gaussian_log_likelihood(far, 0.0, 1.0), reference.gaussian_log_likelihood(far, 0.0, 1.0))


@exercise("gaussian_log_likelihood", points=1)
def test_gaussian_log_likelihood_computes_in_float64(student, reference, rng):
    """Integers and float32 are converted first, in any memory layout."""
    x = rng.normal(1.0, 2.0, size=9)
    for layout in layouts(x):
        assert_close(student.gaussian_log_likelihood(layout, 0.5, 4.0), reference.gaussian_log_likelihood(x, 0.5, 4.0))
    for narrow in (np.array([100, -120, 30, 90], dtype=np.int8), x.astype(np.float32)):
        wide = narrow.astype(np.float64)
        assert_close(
            student.gaussian_log_likelihood(narrow, -50, 7), reference.gaussian_log_likelihood(wide, -50.0, 7.0)
        )
        mean, var = np.array(0.1), np.array(0.3)  # 0-d arrays are numbers, too
        expected = reference.gaussian_log_likelihood(wide, float(mean), float(var))
        assert_close(student.gaussian_log_likelihood(narrow, mean, var), expected)


@exercise("gaussian_log_likelihood", points=0.5)
def test_gaussian_log_likelihood_of_bad_input(student, reference):
    """An empty x, and a variance that is not positive, raise ValueError; a small variance is fine."""
    x = np.array([1.0, 2.0])
    assert_raises(ValueError, student.gaussian_log_likelihood, np.empty(0), 0.0, 1.0)
    for var in (0.0, -1.0):
        assert_raises(ValueError, student.gaussian_log_likelihood, x, 0.0, var)
    assert_close(student.gaussian_log_likelihood(x, 1.5, 1e-9), reference.gaussian_log_likelihood(x, 1.5, 1e-9))


@exercise("gaussian_mle", points=1)
def test_gaussian_mle(student, reference, rng):
    """The mean, and the variance that divides by n: the maximum of the likelihood, not the unbiased estimate."""
    for n in (2, 3, 8, 100):
        x = rng.normal(-2.0, 3.0, size=n)
        for found, right in zip(require_pair(student.gaussian_mle(x)), reference.gaussian_mle(x), strict=True):
            assert_close(found, right)
    mean, var = require_pair(student.gaussian_mle(np.array([2.5])))
    assert_close(mean, 2.5)
    assert_close(var, 0.0)


@exercise("gaussian_mle", points=0.5)
def test_gaussian_mle_computes_in_float64(student, reference, rng):
    """Integers and float32 are converted first, in any memory layout."""
    x = rng.normal(3.0, 2.0, size=11)
    narrow = (
        np.array([100, -120, 30, 90, 127], dtype=np.int8),
        x.astype(np.float32),
        np.array([1, 2, 4], dtype=np.uint8),
    )
    for samples in (*layouts(x), *narrow):
        wide = samples.astype(np.float64)
        for found, right in zip(require_pair(student.gaussian_mle(samples)), reference.gaussian_mle(wide), strict=True):
            assert_close(found, right)


@exercise("gaussian_mle", points=0.5)
def test_gaussian_mle_of_nothing(student):
    """An empty x raises ValueError."""
    assert_raises(ValueError, student.gaussian_mle, np.empty(0))


# ---------------------------------------------------------------- Bernoulli and categorical


@exercise("bernoulli_mle", points=0.5)
def test_bernoulli_mle(student):
    """The share of ones, whether outcomes are integers, floats or booleans."""
    outcomes = [1, 0, 1, 1, 0, 0, 0]
    for dtype in (np.int64, np.int8, np.uint8, np.float32, np.float64, bool):
        for x in layouts(np.array(outcomes, dtype=dtype)):
            assert_close(student.bernoulli_mle(x), 3 / 7)
    many = np.ones(300, dtype=np.uint8)  # 300 ones overflow eight bits
    assert_close(student.bernoulli_mle(many), 1.0)
    assert_close(student.bernoulli_mle(np.zeros(3, dtype=int)), 0.0)


@exercise("bernoulli_mle", points=0.5)
def test_bernoulli_mle_of_bad_input(student):
    """An empty x, and an outcome that is neither 0 nor 1, raise ValueError."""
    assert_raises(ValueError, student.bernoulli_mle, np.empty(0))
    for bad in (2, -1, 0.5, np.nan):
        assert_raises(ValueError, student.bernoulli_mle, np.array([1, 0, bad]))
    assert_raises(ValueError, student.bernoulli_mle, np.array([-1, 2, 1]))  # sums and averages look right


@exercise("categorical_mle", points=1)
def test_categorical_mle(student, reference, rng):
    """The share of each class, float64, in a place for every class, seen or not; nothing is smoothed."""
    for n, classes in ((50, 4), (3, 7), (1, 1), (1, 3)):
        x = rng.integers(0, classes, size=n)
        assert_close(student.categorical_mle(x, classes), reference.categorical_mle(x, classes))
    x = np.array([1, 1, 3, 1])  # the first, the last and one in between were never seen
    assert_close(student.categorical_mle(x, num_classes=5), np.array([0.0, 0.75, 0.0, 0.25, 0.0]))


@exercise("categorical_mle", points=0.5)
def test_categorical_mle_of_any_integers(student):
    """Classes may have any integer dtype and memory layout."""
    for dtype in (np.int8, np.uint8, np.int32, np.int64):
        for x in layouts(np.array([0, 2, 2, 1, 0, 2], dtype=dtype)):
            assert_close(student.categorical_mle(x, 3), np.array([1 / 3, 1 / 6, 1 / 2]))
    many = np.repeat(np.array([3, 200, 255], dtype=np.uint8), [300, 500, 200])  # neither counts nor classes fit a byte
    expected = np.zeros(300)
    expected[[3, 200, 255]] = 0.3, 0.5, 0.2
    assert_close(student.categorical_mle(many, 300), expected)


@exercise("categorical_mle", points=0.5)
def test_categorical_mle_of_bad_input(student):
    """An empty x, and a class below 0 or not below num_classes, raise ValueError."""
    assert_raises(ValueError, student.categorical_mle, np.empty(0, dtype=int), 3)
    for x, classes in (([0, 3, 1], 3), ([0, -1, 1], 3), ([0, 0, 9], 3), ([-3, 0, 0], 3), ([1], 1)):
        assert_raises(ValueError, student.categorical_mle, np.array(x), classes)


@exercise("categorical_log_likelihood", points=1)
def test_categorical_log_likelihood(student, reference, rng):
    """The sum of the natural logarithms of the probabilities of all observed classes, also of 10,000 of them."""
    for n, classes in ((1, 3), (9, 4), (10_000, 6), (5, 1)):
        x, probs = rng.integers(0, classes, size=n), distribution(rng, classes)
        assert_close(student.categorical_log_likelihood(x, probs), reference.categorical_log_likelihood(x, probs))
    x, narrow = np.array([0, 2, 2, 1], dtype=np.uint8), np.array([0.3, 0.6, 0.1], dtype=np.float32)
    for classes in (*layouts(x), x.astype(np.int64)):
        for probs in (narrow, narrow[::-1].copy()[::-1]):
            expected = reference.categorical_log_likelihood(x, narrow.astype(np.float64))
            assert_close(student.categorical_log_likelihood(classes, probs), expected)


@exercise("categorical_log_likelihood", points=0.5)
def test_categorical_log_likelihood_of_impossible_classes(student):
    """A class of probability 0 makes it -inf when it was observed, and costs nothing when it was not."""
    probs = np.array([0.5, 0.0, 0.5, 0.0])
    assert_close(student.categorical_log_likelihood(np.array([0, 2, 2]), probs), 3 * np.log(0.5))
    assert_close(student.categorical_log_likelihood(np.array([0, 1, 2]), probs), -np.inf)
    assert_close(student.categorical_log_likelihood(np.array([3]), probs), -np.inf)
    assert_close(student.categorical_log_likelihood(np.array([1, 0]), np.array([0, 1])), -np.inf)
    tiny = np.array([1e-300, 1.0])
    assert_close(student.categorical_log_likelihood(np.array([0, 0]), tiny), 2 * np.log(1e-300))


@exercise("categorical_log_likelihood", points=0.5)
def test_categorical_log_likelihood_of_bad_input(student):
    """An empty x, and a class without a probability, raise ValueError."""
    probs = np.array([0.5, 0.25, 0.25])
    for x in (np.empty(0, dtype=int), np.array([0, 3]), np.array([0, -1]), np.array([7]), np.array([-4, 1])):
        assert_raises(ValueError, student.categorical_log_likelihood, x, probs)


# ---------------------------------------------------------------- linear regression


def compare_regression(student, reference, X, y):
    """Compare weights and noise variance, where there is noise."""
    w, noise_var = require_pair(student.linear_regression_mle(X, y))
    expected_w, expected_var = reference.linear_regression_mle(X, y)
    assert_close(w, expected_w, what="w")
    assert_close(noise_var, expected_var, what="the noise variance")


@exercise("linear_regression_mle", points=1)
def test_linear_regression_mle(student, reference, rng):
    """Least squares without an intercept; the noise variance is the mean of the squared residuals (divide by n)."""
    for n, d in ((12, 3), (30, 5), (4, 1), (6, 5)):
        X = rng.normal(1.0, 1.0, size=(n, d))
        y = X @ rng.normal(size=d) + 5.0 + rng.normal(size=n)
        compare_regression(student, reference, X, y)
    # A column of small numbers is no zero column. By way of X^T X the weights are right to 1e-8.
    X *= np.array([1.0, 1.0, 2e-4, 1.0, 1.0])
    w, _ = require_pair(student.linear_regression_mle(X, y))
    assert_close(w, reference.linear_regression_mle(X, y)[0], ITERATED, what="w")


@exercise("linear_regression_mle", points=0.5)
def test_linear_regression_mle_computes_in_float64(student, reference, rng):
    """Integers and float32 are converted first, in any memory layout."""
    X, y = rng.integers(-11, 12, size=(9, 3)), rng.integers(-100, 100, size=9)
    X[:3] = [[11, 2, -3], [-4, 9, 5], [6, -7, 8]]  # of full rank whatever the draw
    exact = reference.linear_regression_mle(X, y)
    wide = np.repeat(X.astype(np.float64), 2, axis=1)[:, ::2]
    for features, targets in (
        (X.astype(np.int8), y.astype(np.int8)),
        (X.astype(np.float32), y.astype(np.float32)),
        (np.asfortranarray(X.astype(np.float64)), y),
        (wide, y[::-1].copy()[::-1]),
    ):
        w, noise_var = require_pair(student.linear_regression_mle(features, targets))
        assert_close(w, exact[0], what="w")
        assert_close(noise_var, exact[1], what="the noise variance")


@exercise("linear_regression_mle", points=1.5)
def test_linear_regression_mle_of_dependent_columns(student, reference, rng):
    """Where many w are equally good, the one of smallest norm is the answer: it has nothing in the kernel of X."""
    base, y = rng.normal(size=(8, 2)), rng.normal(size=8)
    for X in (
        base[:, [0, 1, 0]],  # a column twice
        np.column_stack([base, base @ [2.0, -3.0]]),  # a combination
        np.column_stack([base[:, 0], np.zeros(8), base[:, 1]]),  # a column of zeros
        np.outer(y, [1.0, 2.0, 3.0, 4.0]) + np.outer(np.ones(8), [1.0, 2.0, 3.0, 4.0]),  # rank 1
    ):
        compare_regression(student, reference, X, y)
    X, y = rng.normal(size=(3, 7)), rng.normal(size=3)  # fewer observations than features: an exact fit
    w, noise_var = require_pair(student.linear_regression_mle(X, y))
    assert_close(w, X.T @ np.linalg.solve(X @ X.T, y), what="w")
    if not abs(noise_var) <= 1e-12:  # rounding leaves about 1e-30, or 1e-16 by way of a difference of squares
        fail(f"the line goes through every point; the noise variance is {noise_var:.3g}")


@exercise("linear_regression_mle", points=1)
def test_linear_regression_mle_of_few_observations(student):
    """No observations raise ValueError; one observation, or one that is all zeros, does not."""
    assert_raises(ValueError, student.linear_regression_mle, np.empty((0, 3)), np.empty(0))
    assert_close(student.linear_regression_mle(np.array([[3.0, 4.0]]), np.array([50.0]))[0], np.array([6.0, 8.0]))
    w, noise_var = require_pair(student.linear_regression_mle(np.zeros((2, 3)), np.array([1.0, 3.0])))
    assert_close(w, np.zeros(3))
    assert_close(noise_var, 5.0)


# ---------------------------------------------------------------- entropies


@exercise("kl_divergence", points=1)
def test_kl_divergence(student, reference, rng):
    """The sum of p log(p / q), in nats, in this order of p and q: it is not symmetric."""
    for size in (2, 3, 10, 1):
        p, q = distribution(rng, size), distribution(rng, size)
        # of nearly equal p and q little is left, whatever the formula: absolute rounding of terms of size 1
        if not abs(student.kl_divergence(p, q) - reference.kl_divergence(p, q)) <= 1e-12:
            fail("the divergence is not the sum of p log(p / q)")
    p, q = np.array([0.7, 0.2, 0.1]), np.array([0.1, 0.3, 0.6])
    assert_close(student.kl_divergence(p, q), reference.kl_divergence(p, q))
    assert_close(student.kl_divergence(q, p), reference.kl_divergence(q, p))
    narrow = p.astype(np.float32), q.astype(np.float32)
    for first, second in ((p, narrow[1]), (narrow[0], q), narrow):
        wide = first.astype(np.float64), second.astype(np.float64)
        for found in zip(layouts(first), layouts(second), strict=True):
            assert_close(student.kl_divergence(*found), reference.kl_divergence(*wide))


@exercise("kl_divergence", points=1)
def test_kl_divergence_with_zeros(student):
    """0 log 0 is 0; the answer is inf where q is 0 and p is not; tiny probabilities count as they are."""
    p, q = np.array([0.5, 0.5, 0.0]), np.array([0.25, 0.25, 0.5])
    assert_close(student.kl_divergence(p, q), np.log(2))
    assert_close(student.kl_divergence(q, p), np.inf)
    both = student.kl_divergence(np.array([0.5, 0.0, 0.5]), np.array([0.125, 0.0, 0.875]))
    assert_close(both, 0.5 * np.log(4) + 0.5 * np.log(4 / 7))
    assert_close(student.kl_divergence(np.array([0, 1]), np.array([1, 0])), np.inf)
    tiny = student.kl_divergence(np.array([0.5, 0.5]), np.array([1e-300, 1.0]))
    assert_close(tiny, np.log(0.5) - 0.5 * np.log(1e-300))
    zero = student.kl_divergence(np.array([0.5, 0.5, 0.0]), np.array([0.5, 0.5, 0.0]))
    if not abs(zero) <= 1e-12:
        fail(f"a distribution diverges by {zero:.3g} from itself; wanted 0")


@exercise("kl_divergence", points=1)
def test_kl_divergence_of_bad_input(student):
    """Different lengths, negative entries, and sums that are not 1 within 1e-6 raise ValueError, in p and in q."""
    p = np.array([0.5, 0.3, 0.2])
    for bad in (*NOT_DISTRIBUTIONS, np.array([0.5, 0.5]), np.ones(1), np.array([0.5, 0.3, 0.1, 0.1]), np.empty(0)):
        assert_raises(ValueError, student.kl_divergence, p, bad)
        assert_raises(ValueError, student.kl_divergence, bad, p)
    for answer in (student.kl_divergence(ALMOST, p), student.kl_divergence(p, ALMOST)):
        if not abs(answer) <= 1e-5:
            fail("p and q may sum to 1 within 1e-6")


@exercise("cross_entropy", points=1)
def test_cross_entropy(student, reference, rng):
    """The sum of -p log q, in nats, in this order of p and q, in float64; with p for q it is the entropy of p."""
    for size in (2, 3, 10):
        p, q = distribution(rng, size), distribution(rng, size)
        assert_close(student.cross_entropy(p, q), reference.cross_entropy(p, q))
        assert_close(student.cross_entropy(p, p), reference.entropy(p))
    p, q = np.array([0.7, 0.2, 0.1], dtype=np.float32), np.array([0.1, 0.3, 0.6], dtype=np.float32)
    expected = reference.cross_entropy(p.astype(np.float64), q.astype(np.float64))
    for first, second in zip(layouts(p), layouts(q), strict=True):
        assert_close(student.cross_entropy(first, second), expected)


@exercise("cross_entropy", points=0.5)
def test_cross_entropy_with_zeros(student):
    """0 log 0 is 0; the answer is inf where q is 0 and p is not."""
    p, q = np.array([0.0, 1.0, 0.0]), np.array([0.25, 0.75, 0.0])
    assert_close(student.cross_entropy(p, q), -np.log(0.75))
    assert_close(student.cross_entropy(q, p), np.inf)
    assert_close(student.cross_entropy(np.array([0, 1]), np.array([1, 0])), np.inf)
    assert_close(student.cross_entropy(np.array([0.5, 0.5]), np.array([1e-300, 1.0])), -0.5 * np.log(1e-300))


@exercise("cross_entropy", points=0.5)
def test_cross_entropy_of_bad_input(student):
    """Different lengths, negative entries, and sums that are not 1 within 1e-6 raise ValueError, in p and in q."""
    p = np.array([0.5, 0.3, 0.2])
    for bad in (*NOT_DISTRIBUTIONS, np.array([0.5, 0.5]), np.ones(1), np.array([0.5, 0.3, 0.1, 0.1]), np.empty(0)):
        assert_raises(ValueError, student.cross_entropy, p, bad)
        assert_raises(ValueError, student.cross_entropy, bad, p)
    exact = -float(np.sum(p * np.log(p)))
    for answer in (student.cross_entropy(ALMOST, p), student.cross_entropy(p, ALMOST)):
        if not abs(answer - exact) <= 1e-5:
            fail("p and q may sum to 1 within 1e-6")


@exercise("entropy", points=0.5)
def test_entropy(student, reference, rng):
    """The sum of -p log p, in nats and in float64, with 0 log 0 = 0."""
    for size in (1, 2, 3, 10):
        p = distribution(rng, size)
        assert_close(student.entropy(p), reference.entropy(p))
    assert_close(student.entropy(np.array([0.5, 0.0, 0.25, 0.25])), 1.5 * np.log(2))
    assert_close(student.entropy(np.array([0, 1, 0])), 0.0)
    narrow = np.array([0.7, 0.2, 0.1], dtype=np.float32)
    for p in layouts(narrow):
        assert_close(student.entropy(p), reference.entropy(narrow.astype(np.float64)))


@exercise("entropy", points=0.5)
def test_entropy_of_bad_input(student):
    """Negative entries, and sums that are not 1 within 1e-6, raise ValueError."""
    for bad in (*NOT_DISTRIBUTIONS, np.empty(0)):
        assert_raises(ValueError, student.entropy, bad)
    p = np.array([0.5, 0.3, 0.2])
    if not abs(student.entropy(ALMOST) + float(np.sum(p * np.log(p)))) <= 1e-5:
        fail("p may sum to 1 within 1e-6")
