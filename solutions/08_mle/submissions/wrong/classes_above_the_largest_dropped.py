"""Your answer ends at the largest class that was seen. It has num_classes places, whatever was seen."""

import numpy as np


def categorical_mle(x, num_classes):
    x = np.asarray(x)
    if x.size == 0 or x.min() < 0 or x.max() >= num_classes:
        raise ValueError("empty x or class out of range")
    return np.bincount(x.astype(np.int64)) / x.size
