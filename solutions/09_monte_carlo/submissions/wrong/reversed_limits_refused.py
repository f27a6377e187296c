"""You refuse a > b (numpy's rng.uniform does). A reversed interval is legal for an integral: the estimate changes its sign."""

import numpy as np


def monte_carlo_integral(f, a, b, n, rng):
    if n < 2:
        raise ValueError("n < 2")
    a, b = float(a), float(b)
    values = np.asarray(f(rng.uniform(a, b, size=n)), dtype=np.float64)
    return (b - a) * values.mean(), abs(b - a) * values.std(ddof=1) / np.sqrt(n)
