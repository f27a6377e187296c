"""Everything by formulas of sums, in two passes; 0-d arrays come back."""

import numpy as np


def _estimate(values):
    n = values.shape[0]
    if n < 2:
        raise ValueError("fewer than two terms")
    mean = values.sum() / n
    variance = ((values - mean) ** 2).sum() / (n - 1)
    return np.array(mean), np.array(np.sqrt(variance / n))


def monte_carlo_expectation(f, samples):
    return _estimate(np.asarray(f(np.asarray(samples, dtype=float)), dtype=float))


def monte_carlo_integral(f, a, b, n, rng):
    a, b = np.float64(a), np.float64(b)
    points = b - (b - a) * rng.random(n)
    return _estimate_scaled(f, points, b - a)


def _estimate_scaled(f, points, scale):
    mean, error = _estimate(np.asarray(f(points), dtype=float) * scale)
    return mean, error


def importance_sampling(f, log_p, log_q, samples):
    x = np.asarray(samples, dtype=float)
    weights = np.exp(np.asarray(log_p(x), dtype=float) - np.asarray(log_q(x), dtype=float))
    return _estimate(weights * np.asarray(f(x), dtype=float))
