"""You accept a single sample, whose standard error is unknown, and call the error 0. Fewer than two samples raise
ValueError."""

import numpy as np


def monte_carlo_expectation(f, samples):
    samples = np.asarray(samples, dtype=np.float64)
    n = len(samples)
    if n == 0:
        raise ValueError("no samples")
    values = np.asarray(f(samples), dtype=np.float64)
    return values.mean(), values.std(ddof=1) / np.sqrt(n) if n > 1 else 0.0


def monte_carlo_integral(f, a, b, n, rng):
    if n == 0:
        raise ValueError("no samples")
    a, b = float(a), float(b)
    values = np.asarray(f(a + (b - a) * rng.random(n)), dtype=np.float64)
    return (b - a) * values.mean(), abs(b - a) * values.std(ddof=1) / np.sqrt(n) if n > 1 else 0.0


def monte_carlo_box_integral(f, low, high, n, rng):
    low, high = np.asarray(low, dtype=np.float64), np.asarray(high, dtype=np.float64)
    if n == 0 or (low > high).any():
        raise ValueError("bad box or n")
    values = np.asarray(f(low + (high - low) * rng.random((n, len(low)))), dtype=np.float64)
    volume = np.prod(high - low)
    return volume * values.mean(), volume * values.std(ddof=1) / np.sqrt(n) if n > 1 else 0.0
