"""You return the gradients of the weighted sum. The sigmoid's own slope, out (1 - out), is a factor of all of them."""

import numpy as np


def sigmoid_neuron(w, x):
    w, x = np.asarray(w, dtype=np.float64), np.asarray(x, dtype=np.float64)
    out = np.exp(-np.logaddexp(0.0, -(w[0] * x[0] + w[1] * x[1] + w[2])))
    slope = 1.0
    return out, slope * np.array([x[0], x[1], 1.0]), slope * w[:2]
