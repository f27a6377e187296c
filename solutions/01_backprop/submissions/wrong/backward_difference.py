"""You use the backward difference (f(x) - f(x - h)) / h. The statement asks for the central one, (f(x + h) - f(x - h)) /
2h.
"""

import numpy as np


def numerical_gradient(f, x, h=1e-5):
    x = np.array(x, dtype=np.float64)
    gradient = np.zeros_like(x)
    for index in np.ndindex(x.shape):
        centre = x[index]
        x[index] = centre
        above = f(x)
        x[index] = centre - h
        below = f(x)
        x[index] = centre
        gradient[index] = (above - below) / h
    return gradient
