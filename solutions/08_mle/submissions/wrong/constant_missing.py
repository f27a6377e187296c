"""You leave out n/2 log(2 pi). It does not move the maximum, but it is part of the log-likelihood."""

import numpy as np


def gaussian_log_likelihood(x, mean, var):
    x = np.asarray(x, dtype=np.float64)
    mean, var = float(mean), float(var)
    if x.size == 0 or var <= 0:
        raise ValueError("empty x or bad variance")
    return -0.5 * (x.size * np.log(var) + np.sum((x - mean) ** 2) / var)
