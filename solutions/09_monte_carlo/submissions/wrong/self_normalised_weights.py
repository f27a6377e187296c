"""You divide the weights by their sum: that is the self-normalised estimate, for densities that are known up to a
constant. The statement asks for the plain one: both densities are normalised, and the average goes over n."""

import numpy as np


def importance_sampling(f, log_p, log_q, samples):
    samples = np.asarray(samples, dtype=np.float64)
    n = len(samples)
    if n < 2:
        raise ValueError("fewer than two samples")
    log_weights = np.asarray(log_p(samples), dtype=np.float64) - np.asarray(log_q(samples), dtype=np.float64)
    weights = np.exp(log_weights)
    values = np.asarray(f(samples), dtype=np.float64) * weights * n / weights.sum()
    return values.mean(), values.std(ddof=1) / np.sqrt(n)
