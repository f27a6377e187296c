"""The exponential of a large positive number overflows when the neuron is saturated. Build it from your stable Sigmoid."""

import numpy as np


def sigmoid_neuron(w, x):
    w, x = np.asarray(w, dtype=np.float64), np.asarray(x, dtype=np.float64)
    out = 1.0 / (1.0 + np.exp(-(w[0] * x[0] + w[1] * x[1] + w[2])))
    slope = out * (1.0 - out)
    return out, slope * np.array([x[0], x[1], 1.0]), slope * w[:2]
