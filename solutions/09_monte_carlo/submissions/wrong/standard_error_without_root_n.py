"""You return the standard deviation of single terms. The average of n independent terms varies less: its standard
error is the standard deviation divided by the square root of n."""

import numpy as np


def monte_carlo_expectation(f, samples):
    samples = np.asarray(samples, dtype=np.float64)
    if len(samples) < 2:
        raise ValueError("fewer than two samples")
    values = np.asarray(f(samples), dtype=np.float64)
    return values.mean(), values.std(ddof=1)


def monte_carlo_integral(f, a, b, n, rng):
    if n < 2:
        raise ValueError("n < 2")
    a, b = float(a), float(b)
    values = np.asarray(f(a + (b - a) * rng.random(n)), dtype=np.float64)
    return (b - a) * values.mean(), abs(b - a) * values.std(ddof=1)
