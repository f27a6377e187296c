"""You divide the standard deviation by n. The variance of an average is s^2 / n, so that its root, the standard error,
is s / sqrt(n)."""

import numpy as np


def monte_carlo_expectation(f, samples):
    samples = np.asarray(samples, dtype=np.float64)
    if len(samples) < 2:
        raise ValueError("fewer than two samples")
    values = np.asarray(f(samples), dtype=np.float64)
    return values.mean(), values.std(ddof=1) / len(samples)
