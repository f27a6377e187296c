"""You pass the bound of the uniform variant as the standard deviation of the normal one: too large by the root of 3."""

import numpy as np


def _fans(shape):
    if len(shape) < 2:
        raise ValueError("two dimensions or more")
    if len(shape) == 2:
        return shape[0], shape[1]
    area = int(np.prod(shape[2:]))
    return shape[1] * area, shape[0] * area


def lecun_normal(shape, rng):
    return rng.normal(0.0, np.sqrt(3.0 / _fans(shape)[0]), size=shape)


def xavier_normal(shape, rng, gain=1.0):
    return rng.normal(0.0, gain * np.sqrt(6.0 / sum(_fans(shape))), size=shape)


def he_normal(shape, rng):
    return rng.normal(0.0, np.sqrt(6.0 / _fans(shape)[0]), size=shape)
