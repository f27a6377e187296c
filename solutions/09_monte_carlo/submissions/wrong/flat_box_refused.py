"""You refuse a side of length 0. Only low > high is an error: the integral over a flat box is 0."""

import numpy as np


def monte_carlo_box_integral(f, low, high, n, rng):
    low, high = np.asarray(low, dtype=np.float64), np.asarray(high, dtype=np.float64)
    if n < 2 or (low >= high).any():
        raise ValueError("bad box or n")
    values = np.asarray(f(low + (high - low) * rng.random((n, len(low)))), dtype=np.float64)
    volume = np.prod(high - low)
    return volume * values.mean(), volume * values.std(ddof=1) / np.sqrt(n)
