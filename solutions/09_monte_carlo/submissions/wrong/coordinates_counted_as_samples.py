"""You count all entries of the samples. Samples of shape (n, d) are n points: n is the number of rows."""

import numpy as np


def monte_carlo_expectation(f, samples):
    samples = np.asarray(samples, dtype=np.float64)
    n = samples.size
    if n < 2:
        raise ValueError("fewer than two samples")
    values = np.asarray(f(samples), dtype=np.float64)
    return values.mean(), values.std(ddof=1) / np.sqrt(n)


def importance_sampling(f, log_p, log_q, samples):
    samples = np.asarray(samples, dtype=np.float64)
    n = samples.size
    if n < 2:
        raise ValueError("fewer than two samples")
    log_weights = np.asarray(log_p(samples), dtype=np.float64) - np.asarray(log_q(samples), dtype=np.float64)
    values = np.asarray(f(samples), dtype=np.float64) * np.exp(log_weights)
    return values.mean(), values.std(ddof=1) / np.sqrt(n)
