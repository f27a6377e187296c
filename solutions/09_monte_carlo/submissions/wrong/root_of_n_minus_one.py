"""You divide by the square root of n - 1 after an unbiased standard deviation: that counts the lost degree of freedom
twice. The standard error is s / sqrt(n) with s^2 = sum of squares / (n - 1)."""

import numpy as np


def monte_carlo_integral(f, a, b, n, rng):
    if n < 2:
        raise ValueError("n < 2")
    a, b = float(a), float(b)
    values = np.asarray(f(a + (b - a) * rng.random(n)), dtype=np.float64)
    return (b - a) * values.mean(), abs(b - a) * values.std(ddof=1) / np.sqrt(n - 1)
