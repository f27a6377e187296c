"""You add what f returns before converting it. Two booleans add up to True, and small integers overflow: convert to
float64 first."""

import numpy as np


def antithetic_integral(f, a, b, n, rng):
    if n % 2 or n < 4:
        raise ValueError("n must be even, and 4 or more")
    a, b = float(a), float(b)
    x = a + (b - a) * rng.random(n // 2)
    values = (f(x) + f(a + b - x)) / 2
    return (b - a) * values.mean(), abs(b - a) * values.std(ddof=1) / np.sqrt(n // 2)
