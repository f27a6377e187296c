"""You return the average of f; an integral is that average times the length of the interval, b - a."""

import numpy as np


def monte_carlo_integral(f, a, b, n, rng):
    if n < 2:
        raise ValueError("n < 2")
    a, b = float(a), float(b)
    values = np.asarray(f(a + (b - a) * rng.random(n)), dtype=np.float64)
    return values.mean(), values.std(ddof=1) / np.sqrt(n)
