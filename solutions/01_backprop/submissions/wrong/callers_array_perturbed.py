"""You move the entries of the caller's own array and leave them moved. Work on a copy."""

import numpy as np


def numerical_gradient(f, x, h=1e-5):
    gradient = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        centre = x[index]
        x[index] = centre + h
        above = f(x)
        x[index] = centre - h
        below = f(x)
        x[index] = centre - h / 2
        gradient[index] = (above - below) / (2.0 * h)
    return gradient
