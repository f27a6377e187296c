"""You clip the log-weights to a finite range, so that samples at which p is 0 get a weight. Their weight is 0 exactly,
and the exponential of minus infinity says so by itself."""

import numpy as np


def importance_sampling(f, log_p, log_q, samples):
    samples = np.asarray(samples, dtype=np.float64)
    if len(samples) < 2:
        raise ValueError("fewer than two samples")
    log_weights = np.asarray(log_p(samples), dtype=np.float64) - np.asarray(log_q(samples), dtype=np.float64)
    values = np.asarray(f(samples), dtype=np.float64) * np.exp(np.clip(log_weights, -10, 10))
    return values.mean(), values.std(ddof=1) / np.sqrt(len(samples))
