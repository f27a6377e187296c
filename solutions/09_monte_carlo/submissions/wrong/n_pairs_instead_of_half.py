"""You draw n points and mirror them all, which makes 2 n. n counts all points, so that there are n / 2 pairs."""

import numpy as np


def antithetic_integral(f, a, b, n, rng):
    if n % 2 or n < 4:
        raise ValueError("n must be even, and 4 or more")
    a, b = float(a), float(b)
    x = a + (b - a) * rng.random(n)
    values = (np.asarray(f(x), dtype=np.float64) + np.asarray(f(a + b - x), dtype=np.float64)) / 2
    return (b - a) * values.mean(), abs(b - a) * values.std(ddof=1) / np.sqrt(n)
