"""Your answer has places for the classes that were seen only. Each of the num_classes classes has its place, with 0 if unseen."""

import numpy as np


def categorical_mle(x, num_classes):
    x = np.asarray(x)
    if x.size == 0 or x.min() < 0 or x.max() >= num_classes:
        raise ValueError("empty x or class out of range")
    return np.unique(x, return_counts=True)[1] / x.size
