"""You accept n = 2, which makes a single pair: one term has no standard error. Fewer than two pairs raise ValueError."""

import numpy as np


def antithetic_integral(f, a, b, n, rng):
    if n % 2 or n < 2:
        raise ValueError("n must be even, and 2 or more")
    a, b = float(a), float(b)
    x = a + (b - a) * rng.random(n // 2)
    values = (np.asarray(f(x), dtype=np.float64) + np.asarray(f(a + b - x), dtype=np.float64)) / 2
    error = values.std(ddof=1) if len(values) > 1 else 0.0
    return (b - a) * values.mean(), abs(b - a) * error / np.sqrt(n // 2)
