"""You square var. The argument is the variance already, not the standard deviation."""

import numpy as np


def gaussian_log_likelihood(x, mean, var):
    x = np.asarray(x, dtype=np.float64)
    mean, var = float(mean), float(var)
    if x.size == 0 or var <= 0:
        raise ValueError("empty x or bad variance")
    return -0.5 * (x.size * np.log(2 * np.pi * var**2) + np.sum((x - mean) ** 2) / var**2)
