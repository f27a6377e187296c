"""The two points of the central difference are 2h apart; you divide by h."""

import numpy as np


def numerical_gradient(f, x, h=1e-5):
    x = np.array(x, dtype=np.float64)
    gradient = np.zeros_like(x)
    for index in np.ndindex(x.shape):
        centre = x[index]
        x[index] = centre + h
        above = f(x)
        x[index] = centre - h
        below = f(x)
        x[index] = centre
        gradient[index] = (above - below) / h
    return gradient
