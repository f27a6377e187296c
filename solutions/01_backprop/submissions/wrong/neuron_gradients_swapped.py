"""The gradients of weights and inputs are interchanged: the slope with respect to a weight is its input, and the other
way round.
"""

import numpy as np


def sigmoid_neuron(w, x):
    w, x = np.asarray(w, dtype=np.float64), np.asarray(x, dtype=np.float64)
    out = np.exp(-np.logaddexp(0.0, -(w[0] * x[0] + w[1] * x[1] + w[2])))
    slope = out * (1.0 - out)
    return out, slope * np.array([w[0], w[1], 1.0]), slope * x
