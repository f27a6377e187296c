"""At integers or float32 the step gets lost: x + h is rounded back to x in that type. Convert x to float64 first."""

import numpy as np


def numerical_gradient(f, x, h=1e-5):
    x = np.array(x)
    gradient = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        centre = x[index]
        x[index] = centre + h
        above = f(x)
        x[index] = centre - h
        below = f(x)
        x[index] = centre
        gradient[index] = (above - below) / (2.0 * h)
    return gradient
