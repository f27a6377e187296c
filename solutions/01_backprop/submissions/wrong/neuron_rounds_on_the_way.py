"""You round intermediate results, as the lecture's figures do (0.195 for 0.1966). Round at most when you print."""

import numpy as np


def sigmoid_neuron(w, x):
    w, x = np.asarray(w, dtype=np.float64), np.asarray(x, dtype=np.float64)
    out = np.exp(-np.logaddexp(0.0, -(w[0] * x[0] + w[1] * x[1] + w[2])))
    slope = np.round(out * (1.0 - out), 2)
    return out, slope * np.array([x[0], x[1], 1.0]), slope * w[:2]
