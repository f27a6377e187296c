"""You round an odd n down. A number of points that does not make pairs is an error of the caller: raise ValueError."""

import numpy as np


def antithetic_integral(f, a, b, n, rng):
    if n < 4:
        raise ValueError("n < 4")
    a, b = float(a), float(b)
    x = a + (b - a) * rng.random(n // 2)
    values = (np.asarray(f(x), dtype=np.float64) + np.asarray(f(a + b - x), dtype=np.float64)) / 2
    return (b - a) * values.mean(), abs(b - a) * values.std(ddof=1) / np.sqrt(n // 2)
