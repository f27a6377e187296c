"""You draw from numpy's global generator (np.random.uniform), not from the rng that is passed in, so that the same
rng does not repeat the result."""

import numpy as np


def antithetic_integral(f, a, b, n, rng):
    if n % 2 or n < 4:
        raise ValueError("n must be even, and 4 or more")
    a, b = float(a), float(b)
    x = a + (b - a) * np.random.uniform(size=n // 2)
    values = (np.asarray(f(x), dtype=np.float64) + np.asarray(f(a + b - x), dtype=np.float64)) / 2
    return (b - a) * values.mean(), abs(b - a) * values.std(ddof=1) / np.sqrt(n // 2)


def monte_carlo_integral(f, a, b, n, rng):
    if n < 2:
        raise ValueError("n < 2")
    a, b = float(a), float(b)
    values = np.asarray(f(a + (b - a) * np.random.uniform(size=n)), dtype=np.float64)
    return (b - a) * values.mean(), abs(b - a) * values.std(ddof=1) / np.sqrt(n)
