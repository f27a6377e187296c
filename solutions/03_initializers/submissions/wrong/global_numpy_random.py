"""You draw from numpy's global generator, not from the rng that is passed in: the same rng doesn't repeat the weights."""

import numpy as np


def _fans(shape):
    if len(shape) < 2:
        raise ValueError("two dimensions or more")
    if len(shape) == 2:
        return shape[0], shape[1]
    area = int(np.prod(shape[2:]))
    return shape[1] * area, shape[0] * area


def lecun_uniform(shape, rng):
    bound = np.sqrt(3.0 / _fans(shape)[0])
    return np.random.uniform(-bound, bound, size=shape)


def he_uniform(shape, rng):
    bound = np.sqrt(6.0 / _fans(shape)[0])
    return np.random.uniform(-bound, bound, size=shape)


def xavier_uniform(shape, rng, gain=1.0):
    bound = gain * np.sqrt(6.0 / sum(_fans(shape)))
    return np.random.uniform(-bound, bound, size=shape)
