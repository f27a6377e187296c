"""You draw one random number per point and use it for all coordinates, so that all points lie on the diagonal of the
box. Each coordinate needs a draw of its own."""

import numpy as np


def monte_carlo_box_integral(f, low, high, n, rng):
    low, high = np.asarray(low, dtype=np.float64), np.asarray(high, dtype=np.float64)
    if n < 2 or (low > high).any():
        raise ValueError("bad box or n")
    values = np.asarray(f(low + (high - low) * rng.random((n, 1))), dtype=np.float64)
    volume = np.prod(high - low)
    return volume * values.mean(), volume * values.std(ddof=1) / np.sqrt(n)
