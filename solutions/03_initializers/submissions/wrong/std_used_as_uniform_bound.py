"""You use the standard deviation as the bound of the uniform distribution. U(-a, a) has variance a^2 / 3, so that the bound
is larger than the standard deviation by the root of 3."""

import numpy as np


def _fans(shape):
    if len(shape) < 2:
        raise ValueError("two dimensions or more")
    if len(shape) == 2:
        return shape[0], shape[1]
    area = int(np.prod(shape[2:]))
    return shape[1] * area, shape[0] * area


def lecun_uniform(shape, rng):
    std = np.sqrt(1.0 / _fans(shape)[0])
    return rng.uniform(-std, std, size=shape)


def xavier_uniform(shape, rng, gain=1.0):
    std = gain * np.sqrt(2.0 / sum(_fans(shape)))
    return rng.uniform(-std, std, size=shape)


def he_uniform(shape, rng):
    std = np.sqrt(2.0 / _fans(shape)[0])
    return rng.uniform(-std, std, size=shape)
