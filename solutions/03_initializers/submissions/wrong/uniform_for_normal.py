"""Your draws have the right variance and are uniform; the statement asks for a normal distribution."""

import numpy as np


def _fans(shape):
    if len(shape) < 2:
        raise ValueError("two dimensions or more")
    if len(shape) == 2:
        return shape[0], shape[1]
    area = int(np.prod(shape[2:]))
    return shape[1] * area, shape[0] * area


def xavier_normal(shape, rng, gain=1.0):
    bound = gain * np.sqrt(6.0 / sum(_fans(shape)))
    return rng.uniform(-bound, bound, size=shape)
