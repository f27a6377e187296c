"""You accept the class num_classes. Counting starts at 0: the last of num_classes classes is num_classes - 1."""

import numpy as np


def categorical_mle(x, num_classes):
    x = np.asarray(x)
    if x.size == 0 or x.min() < 0 or x.max() > num_classes:
        raise ValueError("empty x or class out of range")
    return np.bincount(x.astype(np.int64), minlength=num_classes) / x.size
