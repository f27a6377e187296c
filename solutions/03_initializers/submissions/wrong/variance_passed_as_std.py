"""You pass the variance where the generator expects a standard deviation: take the square root."""

import numpy as np


def _fans(shape):
    if len(shape) < 2:
        raise ValueError("two dimensions or more")
    if len(shape) == 2:
        return shape[0], shape[1]
    area = int(np.prod(shape[2:]))
    return shape[1] * area, shape[0] * area


def lecun_normal(shape, rng):
    return rng.normal(0.0, 1.0 / _fans(shape)[0], size=shape)


def xavier_normal(shape, rng, gain=1.0):
    return rng.normal(0.0, gain**2 * 2.0 / sum(_fans(shape)), size=shape)


def he_normal(shape, rng):
    return rng.normal(0.0, 2.0 / _fans(shape)[0], size=shape)
