"""You cut the interval into n cells and draw one point in each (stratified sampling). The points are not independent,
so that the plain standard error is far too large. Draw n independent points from the whole interval."""

import numpy as np


def monte_carlo_integral(f, a, b, n, rng):
    if n < 2:
        raise ValueError("n < 2")
    a, b = float(a), float(b)
    points = a + (b - a) * (rng.permutation(n) + rng.random(n)) / n
    values = np.asarray(f(points), dtype=np.float64)
    return (b - a) * values.mean(), abs(b - a) * values.std(ddof=1) / np.sqrt(n)
