"""You move all entries at once, which gives the slope along the diagonal. A gradient needs one entry moved at a time."""

import numpy as np


def numerical_gradient(f, x, h=1e-5):
    x = np.array(x, dtype=np.float64)
    gradient = np.zeros_like(x)
    for index in np.ndindex(x.shape):
        centre = x.copy()
        x = centre + h
        above = f(x)
        x = centre - h
        below = f(x)
        x = centre
        gradient[index] = (above - below) / (2.0 * h)
    return gradient
