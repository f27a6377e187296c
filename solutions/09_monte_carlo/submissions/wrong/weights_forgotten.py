"""You average f over samples of q without weights: that estimates the expectation under q, not under p."""

import numpy as np


def importance_sampling(f, log_p, log_q, samples):
    samples = np.asarray(samples, dtype=np.float64)
    if len(samples) < 2:
        raise ValueError("fewer than two samples")
    values = np.asarray(f(samples), dtype=np.float64)
    return values.mean(), values.std(ddof=1) / np.sqrt(len(samples))
