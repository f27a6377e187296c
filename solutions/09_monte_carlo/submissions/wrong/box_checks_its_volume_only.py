"""You refuse a box when its volume is negative. Two reversed sides have a positive product: compare low and high in
every dimension."""

import numpy as np


def monte_carlo_box_integral(f, low, high, n, rng):
    low, high = np.asarray(low, dtype=np.float64), np.asarray(high, dtype=np.float64)
    volume = np.prod(high - low)
    if n < 2 or volume < 0:
        raise ValueError("bad box or n")
    values = np.asarray(f(low + (high - low) * rng.random((n, len(low)))), dtype=np.float64)
    return volume * values.mean(), volume * values.std(ddof=1) / np.sqrt(n)
