"""You hand f an array of shape (d, n). Points stand in rows: f expects (n, d)."""

import numpy as np


def monte_carlo_box_integral(f, low, high, n, rng):
    low, high = np.asarray(low, dtype=np.float64), np.asarray(high, dtype=np.float64)
    if n < 2 or (low > high).any():
        raise ValueError("bad box or n")
    points = low[:, None] + (high - low)[:, None] * rng.random((len(low), n))
    values = np.asarray(f(points), dtype=np.float64)
    volume = np.prod(high - low)
    return volume * values.mean(), volume * values.std(ddof=1) / np.sqrt(n)
