"""Your zeros are integers: the first fractional update would be cut off. Weights are float64."""

import numpy as np


def zeros(shape):
    return np.zeros(shape, dtype=int)
