"""Your points lie in [0, 1), wherever the interval is: move and stretch them to [a, b] first."""

import numpy as np


def monte_carlo_integral(f, a, b, n, rng):
    if n < 2:
        raise ValueError("n < 2")
    a, b = float(a), float(b)
    values = np.asarray(f(rng.random(n)), dtype=np.float64)
    return (b - a) * values.mean(), abs(b - a) * values.std(ddof=1) / np.sqrt(n)
