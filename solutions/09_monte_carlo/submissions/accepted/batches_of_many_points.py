"""f is called in batches, and mean and variance are updated from batch to batch (Chan, Golub and LeVeque); a list comes back."""

import numpy as np


def _running(f, samples, batch=32):
    count, mean, squares = 0, 0.0, 0.0
    for start in range(0, len(samples), batch):
        values = np.asarray(f(samples[start : start + batch]), dtype=np.float64)
        k, m = len(values), values.mean()
        delta = m - mean
        squares += ((values - m) ** 2).sum() + delta**2 * count * k / (count + k)
        mean += delta * k / (count + k)
        count += k
    if count < 2:
        raise ValueError("fewer than two terms")
    return mean, (squares / (count - 1) / count) ** 0.5


def monte_carlo_expectation(f, samples):
    return list(_running(f, np.asarray(samples, dtype=np.float64)))


def monte_carlo_integral(f, a, b, n, rng):
    length = float(b) - float(a)
    mean, error = _running(f, float(a) + length * rng.random(n), batch=9_000)
    return [length * mean, abs(length) * error]


def monte_carlo_box_integral(f, low, high, n, rng):
    low = np.asarray(low, dtype=np.float64)
    sides = np.asarray(high, dtype=np.float64) - low
    if sides.min() < 0:
        raise ValueError("reversed side")
    mean, error = _running(f, low + sides * rng.random((n, low.size)), batch=7_000)
    return [sides.prod() * mean, sides.prod() * error]


def importance_sampling(f, log_p, log_q, samples):
    def term(x):
        return np.asarray(f(x), dtype=np.float64) * np.exp(np.subtract(log_p(x), log_q(x), dtype=np.float64))

    return list(_running(term, np.asarray(samples, dtype=np.float64)))
