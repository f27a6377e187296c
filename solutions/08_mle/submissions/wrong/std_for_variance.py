"""You return the standard deviation; the statement asks for the variance, its square."""

import numpy as np


def gaussian_mle(x):
    x = np.asarray(x, dtype=np.float64)
    if x.size == 0:
        raise ValueError("empty")
    return x.mean(), x.std()
