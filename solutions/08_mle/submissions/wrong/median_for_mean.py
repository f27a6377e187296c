"""You return the median. It minimises absolute deviations; the Gaussian likelihood is about squared ones, whose minimum
is the mean."""

import numpy as np


def gaussian_mle(x):
    x = np.asarray(x, dtype=np.float64)
    if x.size == 0:
        raise ValueError("empty")
    middle = np.median(x)
    return middle, np.mean((x - middle) ** 2)
