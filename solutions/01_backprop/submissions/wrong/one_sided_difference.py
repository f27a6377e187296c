"""You use the forward difference (f(x + h) - f(x)) / h, whose error falls with h only. The statement asks for the
central one, (f(x + h) - f(x - h)) / 2h.
"""

import numpy as np


def numerical_gradient(f, x, h=1e-5):
    x = np.array(x, dtype=np.float64)
    gradient = np.zeros_like(x)
    for index in np.ndindex(x.shape):
        centre = x[index]
        x[index] = centre + h
        above = f(x)
        x[index] = centre
        below = f(x)
        x[index] = centre
        gradient[index] = (above - below) / h
    return gradient
