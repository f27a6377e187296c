"""You leave out the samples at which p is 0. Their terms are 0, but they count: the average goes over all n samples
that were drawn from q."""

import numpy as np


def importance_sampling(f, log_p, log_q, samples):
    samples = np.asarray(samples, dtype=np.float64)
    if len(samples) < 2:
        raise ValueError("fewer than two samples")
    log_weights = np.asarray(log_p(samples), dtype=np.float64) - np.asarray(log_q(samples), dtype=np.float64)
    inside = np.isfinite(log_weights)
    values = np.asarray(f(samples), dtype=np.float64)[inside] * np.exp(log_weights[inside])
    return values.mean(), values.std(ddof=1) / np.sqrt(len(values))
