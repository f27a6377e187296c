"""The gradient of the bias w2 is missing: the sum passes its gradient on to w2 unchanged."""

import numpy as np


def sigmoid_neuron(w, x):
    w, x = np.asarray(w, dtype=np.float64), np.asarray(x, dtype=np.float64)
    out = np.exp(-np.logaddexp(0.0, -(w[0] * x[0] + w[1] * x[1] + w[2])))
    slope = out * (1.0 - out)
    return out, slope * np.array([x[0], x[1], 0.0]), slope * w[:2]
