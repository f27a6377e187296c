"""You accept a variance of 0, or a negative one. There is no such Gaussian density: raise ValueError."""

import numpy as np


def gaussian_log_likelihood(x, mean, var):
    x = np.asarray(x, dtype=np.float64)
    mean, var = float(mean), float(var)
    if x.size == 0 or var < 0:
        raise ValueError("empty x or bad variance")
    if var == 0:
        return float("-inf")
    return -0.5 * (x.size * np.log(2 * np.pi * var) + np.sum((x - mean) ** 2) / var)
