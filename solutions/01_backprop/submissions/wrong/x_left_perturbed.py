"""You don't put an entry back before you move the next one, so that later entries are differentiated at another point."""

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
        gradient[index] = (above - below) / (2.0 * h)
    return gradient
