"""You leave the logarithm before you divide. Far out, or in many dimensions, both densities underflow to 0, and 0 / 0
is not a number: subtract the logarithms first, then take the exponential once."""

import numpy as np


def importance_sampling(f, log_p, log_q, samples):
    samples = np.asarray(samples, dtype=np.float64)
    if len(samples) < 2:
        raise ValueError("fewer than two samples")
    weights = np.exp(np.asarray(log_p(samples), dtype=np.float64)) / np.exp(
        np.asarray(log_q(samples), dtype=np.float64)
    )
    values = np.asarray(f(samples), dtype=np.float64) * weights
    return values.mean(), values.std(ddof=1) / np.sqrt(len(samples))
