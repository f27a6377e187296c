"""Monte Carlo integration: an average of random samples instead of an integral, and how far it may be off.

Many integrals and expectations have no formula, but samples are cheap. The average of f over n independent samples is
right on average, and its error shrinks with sqrt(n), in any number of dimensions. An estimate is worth nothing without
its error, so that every function here returns both, as a pair of floats:

(estimate, standard_error)   with standard_error = s / sqrt(n) of the averaged terms, times the length or volume if any

where s is the *unbiased* standard deviation of these terms (divide by n - 1) - hence no fewer than two terms, and a
ValueError for less. A standard error is never negative. All computing is done in float64: samples, limits and
what a function returns are converted first, so that f may return integers, float32 or booleans (an indicator, whose
expectation is a probability).

Functions such as f are vectorised: they are called with arrays of many points, in one batch or in several, never point
by point. All randomness comes from `rng`, a `numpy.random.Generator`.

Source: Owen, Monte Carlo theory, methods and examples (2013), chapters 2, 8.2 and 9.1.
"""

from collections.abc import Callable

import numpy as np

Function = Callable[[np.ndarray], np.ndarray]


def monte_carlo_expectation(f: Function, samples: np.ndarray) -> tuple[float, float]:
    r"""Estimate $E[f(X)] \approx \frac{1}{n} \sum_i f(x_i)$ from independent samples of X.

    samples (n,), or (n, d) with one point per row; f turns them into (n,). Raises ValueError for n < 2.

    >>> estimate, error = monte_carlo_expectation(np.square, np.array([1.0, 2.0, 3.0, 4.0]))  # of 1, 4, 9, 16
    >>> estimate, round(error, 4)
    (7.5, 3.2787)
    """
    # YOUR CODE HERE
    raise NotImplementedError()


def monte_carlo_integral(f: Function, a: float, b: float, n: int, rng: np.random.Generator) -> tuple[float, float]:
    r"""Estimate $\int_a^b f(x)\,dx$ as (b - a) times the average of f over n uniform samples from [a, b].

    f: (n,) -> (n,). A reversed interval is legal: for a > b the estimate changes its sign, as the integral does, and
    the standard error stays positive. Raises ValueError for n < 2.

    >>> estimate, error = monte_carlo_integral(np.square, 0.0, 3.0, 10_000, np.random.default_rng(0))
    >>> abs(estimate - 9.0) < 4 * error, round(error, 2)
    (True, 0.08)
    """
    # YOUR CODE HERE
    raise NotImplementedError()


def monte_carlo_box_integral(
    f: Function, low: np.ndarray, high: np.ndarray, n: int, rng: np.random.Generator
) -> tuple[float, float]:
    r"""Estimate the integral of f over the box $[l_1, h_1] \times \dots \times [l_d, h_d]$: volume times average.

    low (d,), high (d,); f: (n, d) -> (n,). A side of length 0 makes the integral 0. Raises ValueError if low > high in
    any dimension, and for n < 2.

    >>> def product(x):
    ...     return x[:, 0] * x[:, 1]
    >>> low, high = np.array([0.0, 1.0]), np.array([2.0, 4.0])
    >>> estimate, error = monte_carlo_box_integral(product, low, high, 10_000, np.random.default_rng(0))
    >>> abs(estimate - 15.0) < 4 * error, round(error, 1)
    (True, 0.1)
    """
    # YOUR CODE HERE
    raise NotImplementedError()


def importance_sampling(f: Function, log_p: Function, log_q: Function, samples: np.ndarray) -> tuple[float, float]:
    r"""Estimate $E_p[f(X)] \approx \frac{1}{n} \sum_i f(x_i) \frac{p(x_i)}{q(x_i)}$ from samples of another density.

    samples (n,) or (n, d), independent draws from the density q; f, log_p and log_q turn them into (n,). log_p and
    log_q are logarithms of normalised densities; far out p and q themselves would both underflow to 0. log_p may be
    -inf (weight 0). The plain estimate, not the self-normalised one: the weights are not divided by their sum.
    Raises ValueError for n < 2.

    >>> def log_uniform(x):  # the density of U(0, 2)
    ...     return np.full(x.shape, np.log(0.5))
    >>> def log_triangle(x):  # the density x / 2 on [0, 2]
    ...     return np.log(x / 2)
    >>> samples = np.array([0.5, 1.0, 2.0])  # squares .25, 1, 4 with weights .5, 1, 2
    >>> estimate, error = importance_sampling(np.square, log_triangle, log_uniform, samples)
    >>> round(estimate, 4), round(error, 4)
    (3.0417, 2.492)

    Source: Owen, chapter 9.1, equation 9.3.
    """
    # YOUR CODE HERE
    raise NotImplementedError()


def antithetic_integral(f: Function, a: float, b: float, n: int, rng: np.random.Generator) -> tuple[float, float]:
    r"""Estimate $\int_a^b f(x)\,dx$ from n / 2 pairs: a uniform sample x and its mirror image a + b - x.

    Where f rises at one of the two points it tends to fall at the other, so that the average of a pair varies less than
    that of two independent points. The two points of a pair are dependent, the pairs are not: the standard
    error is s / sqrt(n / 2) over the n / 2 *averages of pairs*.
    f: (k,) -> (k,). For a > b the estimate changes its sign. Raises ValueError if n is odd or n / 2 < 2.

    >>> estimate, error = antithetic_integral(np.exp, 0.0, 1.0, 10_000, np.random.default_rng(0))
    >>> abs(estimate - (np.e - 1)) < 4 * error, round(error, 4)  # independent points: .0049
    (True, 0.0009)

    Source: Owen, chapter 8.2.
    """
    # YOUR CODE HERE
    raise NotImplementedError()
