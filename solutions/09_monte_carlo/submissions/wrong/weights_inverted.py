"""Your weights are q / p. The samples come from q: where p is larger than q they are too rare and must count more, so
that the weight is p / q."""

import numpy as np


def importance_sampling(f, log_p, log_q, samples):
    samples = np.asarray(samples, dtype=np.float64)
    if len(samples) < 2:
        raise ValueError("fewer than two samples")
    log_weights = np.asarray(log_q(samples), dtype=np.float64) - np.asarray(log_p(samples), dtype=np.float64)
    values = np.asarray(f(samples), dtype=np.float64) * np.exp(log_weights)
    return values.mean(), values.std(ddof=1) / np.sqrt(len(samples))
