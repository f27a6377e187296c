"""f is called once for the mean and once more for the standard deviation; weights are a ratio of exponentials after
a common shift of both logarithms, sample by sample."""

import numpy as np


def monte_carlo_expectation(f, samples):
    x = np.asarray(samples, dtype=np.float64)
    n = x.shape[0]
    if n < 2:
        raise ValueError("fewer than two samples")
    return np.mean(f(x), dtype=np.float64), np.std(np.asarray(f(x), dtype=np.float64), ddof=1) / np.sqrt(n)


def monte_carlo_integral(f, a, b, n, rng):
    if n < 2:
        raise ValueError("n < 2")
    a, b = float(a), float(b)
    x = a + (b - a) * rng.random(n)
    mean, error = monte_carlo_expectation(f, x)
    return (b - a) * mean, np.abs(b - a) * error


def importance_sampling(f, log_p, log_q, samples):
    x = np.asarray(samples, dtype=np.float64)
    if len(x) < 2:
        raise ValueError("fewer than two samples")
    lp, lq = np.asarray(log_p(x), dtype=np.float64), np.asarray(log_q(x), dtype=np.float64)
    shift = np.maximum(lp, lq)
    terms = np.asarray(f(x), dtype=np.float64) * (np.exp(lp - shift) / np.exp(lq - shift))
    return terms.mean(), terms.std(ddof=1) / np.sqrt(len(x))
