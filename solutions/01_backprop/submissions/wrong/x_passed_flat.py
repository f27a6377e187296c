"""You call f with a flattened copy of x. f expects an array of x's own shape."""

import numpy as np


def numerical_gradient(f, x, h=1e-5):
    shape = np.shape(x)
    x = np.array(x, dtype=np.float64).reshape(-1)
    gradient = np.zeros_like(x)
    for index in np.ndindex(x.shape):
        centre = x[index]
        x[index] = centre + h
        above = f(x)
        x[index] = centre - h
        below = f(x)
        x[index] = centre
        gradient[index] = (above - below) / (2.0 * h)
    return gradient.reshape(shape)
