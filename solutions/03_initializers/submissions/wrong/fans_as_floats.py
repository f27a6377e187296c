"""Your fans are floats. They count connections: return integers."""

import numpy as np


def fans(shape):
    if len(shape) < 2:
        raise ValueError("two dimensions or more")
    if len(shape) == 2:
        return float(shape[0]), float(shape[1])
    area = float(np.prod(shape[2:]))
    return shape[1] * area, shape[0] * area
