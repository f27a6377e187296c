"""You divide the average by the length of the interval. The density of U(a, b) is 1 / (b - a), so that the average is
the integral divided by b - a already: multiply by it."""

import numpy as np


def monte_carlo_integral(f, a, b, n, rng):
    if n < 2:
        raise ValueError("n < 2")
    a, b = float(a), float(b)
    values = np.asarray(f(a + (b - a) * rng.random(n)), dtype=np.float64)
    length = b - a
    return values.mean() / length, values.std(ddof=1) / np.sqrt(n) / abs(length)
