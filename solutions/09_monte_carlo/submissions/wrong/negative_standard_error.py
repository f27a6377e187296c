"""For a > b your standard error is negative. It is a standard deviation: the length of the interval enters without
its sign."""

import numpy as np


def monte_carlo_integral(f, a, b, n, rng):
    if n < 2:
        raise ValueError("n < 2")
    a, b = float(a), float(b)
    values = np.asarray(f(a + (b - a) * rng.random(n)), dtype=np.float64)
    return (b - a) * values.mean(), (b - a) * values.std(ddof=1) / np.sqrt(n)


def antithetic_integral(f, a, b, n, rng):
    if n % 2 or n < 4:
        raise ValueError("n must be even, and 4 or more")
    a, b = float(a), float(b)
    x = a + (b - a) * rng.random(n // 2)
    values = (np.asarray(f(x), dtype=np.float64) + np.asarray(f(a + b - x), dtype=np.float64)) / 2
    return (b - a) * values.mean(), (b - a) * values.std(ddof=1) / np.sqrt(n // 2)
