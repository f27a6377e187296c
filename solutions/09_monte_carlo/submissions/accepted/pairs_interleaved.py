"""Antithetic points in one call of f: pairs lie side by side, and the average of a pair is a row mean. The points are drawn
in one half of the interval, their mirror images fill the other."""

import numpy as np


def antithetic_integral(f, a, b, n, rng):
    if n < 4 or n % 2 != 0:
        raise ValueError("n must be even, and two pairs at least")
    a, b = float(a), float(b)
    middle, half = (a + b) / 2, (b - a) / 2
    offsets = half * rng.random(n // 2)
    points = np.stack([middle - offsets, middle + offsets], axis=1).ravel()
    pairs = np.asarray(f(points), dtype=np.float64).reshape(-1, 2).mean(axis=1)
    return float(2 * half * pairs.mean()), float(abs(2 * half) * pairs.std(ddof=1) / np.sqrt(len(pairs)))
