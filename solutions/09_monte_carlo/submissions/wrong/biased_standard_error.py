"""Your standard error comes from the biased standard deviation (divide by n, np.std's default); the statement asks
for the unbiased one (divide by n - 1). With few samples the difference is large."""

import numpy as np


def monte_carlo_expectation(f, samples):
    samples = np.asarray(samples, dtype=np.float64)
    if len(samples) < 2:
        raise ValueError("fewer than two samples")
    values = np.asarray(f(samples), dtype=np.float64)
    return values.mean(), values.std() / np.sqrt(len(samples))
