"""Public checks of 08_mle: worked examples and identities. Run them with `autograder check 08_mle`."""

import numpy as np

from autograder.checks import assert_close, assert_raises, exercise, fail


@exercise("gaussian_log_likelihood")
def test_gaussian_log_likelihood_by_hand(student):
    """Two observations one unit from the mean, variance 1: -log(2 pi) - 1."""
    assert_close(student.gaussian_log_likelihood(np.array([1.0, 3.0]), 2.0, 1.0), -np.log(2 * np.pi) - 1)


@exercise("gaussian_log_likelihood")
def test_gaussian_log_likelihood_is_a_sum(student):
    """The log-likelihood of a sample is the sum over its observations, and does not underflow for 2,000 of them."""
    one = student.gaussian_log_likelihood(np.array([1.5]), 0.0, 4.0)
    assert_close(student.gaussian_log_likelihood(np.full(2_000, 1.5), 0.0, 4.0), 2_000 * float(one))


@exercise("gaussian_log_likelihood")
def test_gaussian_log_likelihood_needs_a_variance(student):
    """A variance that is not positive raises ValueError."""
    assert_raises(ValueError, student.gaussian_log_likelihood, np.array([1.0]), 0.0, 0.0)


@exercise("gaussian_mle")
def test_gaussian_mle_by_hand(student):
    """1, 3 and 8 have mean 4; their squared distances 9, 1 and 16 have mean 26/3 (not 26/2)."""
    mean, var = student.gaussian_mle(np.array([1.0, 3.0, 8.0]))
    assert_close(mean, 4.0, what="the mean")
    assert_close(var, 26 / 3, what="the variance")


@exercise("gaussian_mle")
def test_gaussian_mle_is_a_maximum(student):
    """No other mean and no other variance make the data more probable."""
    x = np.array([1.0, 3.0, 8.0, 2.5])
    mean, var = map(float, student.gaussian_mle(x))

    def log_likelihood(m, v):
        return -0.5 * (x.size * np.log(2 * np.pi * v) + np.sum((x - m) ** 2) / v)

    for m, v in ((mean + 0.1, var), (mean - 0.1, var), (mean, 1.1 * var), (mean, 0.9 * var)):
        if log_likelihood(m, v) >= log_likelihood(mean, var):
            fail("a slightly different mean or variance makes the data more probable than yours")


@exercise("bernoulli_mle")
def test_bernoulli_mle_by_hand(student):
    """Three ones of four outcomes: 3/4. An outcome of 2 raises ValueError."""
    assert_close(student.bernoulli_mle(np.array([1, 0, 1, 1])), 0.75)
    assert_raises(ValueError, student.bernoulli_mle, np.array([1, 0, 2]))


@exercise("categorical_mle")
def test_categorical_mle_by_hand(student):
    """Classes 0, 2, 2, 0 of four: the classes 1 and 3 were never seen, get 0, and keep their places."""
    assert_close(student.categorical_mle(np.array([0, 2, 2, 0]), 4), np.array([0.5, 0.0, 0.5, 0.0]))


@exercise("categorical_mle")
def test_categorical_mle_refuses_other_classes(student):
    """A class outside 0 ... num_classes - 1 raises ValueError, also a negative one."""
    for x in ([0, 4], [-1, 0]):
        assert_raises(ValueError, student.categorical_mle, np.array(x), 4)


@exercise("categorical_log_likelihood")
def test_categorical_log_likelihood_by_hand(student):
    """Three observations of probability 1/2 make 3 log(1/2); one that is impossible makes -inf, without a warning."""
    probs = np.array([0.5, 0.0, 0.5])
    assert_close(student.categorical_log_likelihood(np.array([0, 2, 2]), probs), 3 * np.log(0.5))
    assert_close(student.categorical_log_likelihood(np.array([0, 1]), probs), -np.inf)


@exercise("linear_regression_mle")
def test_linear_regression_mle_by_hand(student):
    """The points (0, 1), (1, 2), (2, 6) with a column of ones: line 1/2 + 5/2 x, squared residuals 1/4, 1, 1/4."""
    X = np.array([[1.0, 0.0], [1.0, 1.0], [1.0, 2.0]])
    w, noise_var = student.linear_regression_mle(X, np.array([1.0, 2.0, 6.0]))
    assert_close(w, np.array([0.5, 2.5]), what="w")
    assert_close(noise_var, 0.5, what="the noise variance")


@exercise("linear_regression_mle")
def test_linear_regression_mle_of_a_column_twice(student):
    """With the same column twice only the sum of both weights is determined; the smallest norm shares it equally."""
    X = np.array([[1.0, 1.0], [2.0, 2.0], [3.0, 3.0]])
    w, _ = student.linear_regression_mle(X, np.array([2.0, 4.0, 6.0]))
    assert_close(w, np.array([1.0, 1.0]), what="w")


@exercise("kl_divergence")
def test_kl_divergence_is_not_symmetric(student):
    """For (.5, .3, .2) and (.2, .5, .3) one direction gives .22380, the other .19379."""
    p, q = np.array([0.5, 0.3, 0.2]), np.array([0.2, 0.5, 0.3])
    forward = 0.5 * np.log(0.5 / 0.2) + 0.3 * np.log(0.3 / 0.5) + 0.2 * np.log(0.2 / 0.3)
    backward = 0.2 * np.log(0.2 / 0.5) + 0.5 * np.log(0.5 / 0.3) + 0.3 * np.log(0.3 / 0.2)
    assert_close(student.kl_divergence(p, q), forward, what="KL(p || q)")
    assert_close(student.kl_divergence(q, p), backward, what="KL(q || p)")


@exercise("kl_divergence")
def test_kl_divergence_with_zeros(student):
    """Where p is 0 nothing is added; where q alone is 0 the divergence is infinite."""
    p, q = np.array([1.0, 0.0]), np.array([0.5, 0.5])
    assert_close(student.kl_divergence(p, q), np.log(2))
    assert_close(student.kl_divergence(q, p), np.inf)


@exercise("kl_divergence")
def test_kl_divergence_takes_distributions(student):
    """What is negative or does not sum to 1 raises ValueError."""
    for bad in (np.array([0.5, 0.6]), np.array([1.5, -0.5])):
        assert_raises(ValueError, student.kl_divergence, bad, np.array([0.5, 0.5]))


@exercise("cross_entropy")
def test_cross_entropy_of_a_certain_class(student):
    """Against a one-hot p the cross-entropy is the negative log-probability of the true class."""
    assert_close(student.cross_entropy(np.array([0.0, 1.0, 0.0]), np.array([0.25, 0.5, 0.25])), np.log(2))


@exercise("cross_entropy")
def test_cross_entropy_splits(student):
    """H(p, q) = H(p) + KL(p || q): with p = (1/2, 1/2) and q = (1/4, 3/4) it is log 4 - log(3) / 2."""
    assert_close(student.cross_entropy(np.array([0.5, 0.5]), np.array([0.25, 0.75])), np.log(4) - np.log(3) / 2)


@exercise("entropy")
def test_entropy_by_hand(student):
    """Equal probabilities have the largest entropy, log K; certainty has entropy 0."""
    assert_close(student.entropy(np.full(8, 0.125)), np.log(8))
    assert_close(student.entropy(np.array([0.0, 1.0])), 0.0)
