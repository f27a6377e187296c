"""You call f once per point. f is vectorised: hand it an array of points, and it answers with an array."""

import numpy as np


def monte_carlo_expectation(f, samples):
    samples = np.asarray(samples, dtype=np.float64)
    if len(samples) < 2:
        raise ValueError("fewer than two samples")
    values = np.array([f(samples[i : i + 1])[0] for i in range(len(samples))], dtype=np.float64)
    return values.mean(), values.std(ddof=1) / np.sqrt(len(samples))


def monte_carlo_integral(f, a, b, n, rng):
    if n < 2:
        raise ValueError("n < 2")
    a, b = float(a), float(b)
    values = np.array([f(x) for x in a + (b - a) * rng.random(n)], dtype=np.float64)
    return (b - a) * values.mean(), abs(b - a) * values.std(ddof=1) / np.sqrt(n)
