"""You add the constant once. Each of the n observations brings its own."""

import numpy as np


def gaussian_log_likelihood(x, mean, var):
    x = np.asarray(x, dtype=np.float64)
    mean, var = float(mean), float(var)
    if x.size == 0 or var <= 0:
        raise ValueError("empty x or bad variance")
    return -0.5 * (np.log(2 * np.pi * var) + np.sum((x - mean) ** 2) / var)
