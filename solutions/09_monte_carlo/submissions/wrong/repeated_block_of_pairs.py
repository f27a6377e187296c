"""You draw a block of points and repeat it. Repeated points tell nothing new, and the standard error believes that they
do: draw all n / 2 points."""

import numpy as np


def antithetic_integral(f, a, b, n, rng):
    if n % 2 or n < 4:
        raise ValueError("n must be even, and 4 or more")
    a, b = float(a), float(b)
    x = a + (b - a) * np.resize(rng.random(max(n // 4, 3)), n // 2)
    values = (np.asarray(f(x), dtype=np.float64) + np.asarray(f(a + b - x), dtype=np.float64)) / 2
    return (b - a) * values.mean(), abs(b - a) * values.std(ddof=1) / np.sqrt(n // 2)
