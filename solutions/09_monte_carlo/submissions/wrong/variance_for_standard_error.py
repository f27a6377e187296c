"""You return the variance of the average. A standard error is its square root, in the units of the estimate."""

import numpy as np


def importance_sampling(f, log_p, log_q, samples):
    samples = np.asarray(samples, dtype=np.float64)
    if len(samples) < 2:
        raise ValueError("fewer than two samples")
    log_weights = np.asarray(log_p(samples), dtype=np.float64) - np.asarray(log_q(samples), dtype=np.float64)
    values = np.asarray(f(samples), dtype=np.float64) * np.exp(log_weights)
    return values.mean(), values.var(ddof=1) / len(samples)
