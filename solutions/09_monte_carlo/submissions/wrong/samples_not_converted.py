"""You hand integer or float32 samples to f as they are: integers overflow, and float32 keeps seven digits. Convert to
float64 first."""

import numpy as np


def monte_carlo_expectation(f, samples):
    if len(samples) < 2:
        raise ValueError("fewer than two samples")
    values = np.asarray(f(samples), dtype=np.float64)
    return values.mean(), values.std(ddof=1) / np.sqrt(len(samples))


def importance_sampling(f, log_p, log_q, samples):
    if len(samples) < 2:
        raise ValueError("fewer than two samples")
    log_weights = np.asarray(log_p(samples), dtype=np.float64) - np.asarray(log_q(samples), dtype=np.float64)
    values = np.asarray(f(samples), dtype=np.float64) * np.exp(log_weights)
    return values.mean(), values.std(ddof=1) / np.sqrt(len(samples))
