"""You subtract the limits as they come: small integers overflow, and float32 keeps seven digits. Convert to float64 first."""

import numpy as np


def monte_carlo_integral(f, a, b, n, rng):
    if n < 2:
        raise ValueError("n < 2")
    length = b - a
    values = np.asarray(f(a + length * rng.random(n)), dtype=np.float64)
    return length * values.mean(), abs(length) * values.std(ddof=1) / np.sqrt(n)


def monte_carlo_box_integral(f, low, high, n, rng):
    if n < 2 or (low > high).any():
        raise ValueError("bad box or n")
    sides = high - low
    values = np.asarray(f(low + sides * rng.random((n, len(low)))), dtype=np.float64)
    volume = np.prod(sides)
    return volume * values.mean(), volume * values.std(ddof=1) / np.sqrt(n)
