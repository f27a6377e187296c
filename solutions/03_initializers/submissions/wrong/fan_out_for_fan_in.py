"""You divide by fan_out. The forward signal is a sum over fan_in terms; fan_out is what the backward signal sums over."""

import numpy as np


def _fans(shape):
    if len(shape) < 2:
        raise ValueError("two dimensions or more")
    if len(shape) == 2:
        return shape[0], shape[1]
    area = int(np.prod(shape[2:]))
    return shape[1] * area, shape[0] * area


def lecun_normal(shape, rng):
    return rng.normal(0.0, np.sqrt(1.0 / _fans(shape)[1]), size=shape)


def lecun_uniform(shape, rng):
    bound = np.sqrt(3.0 / _fans(shape)[1])
    return rng.uniform(-bound, bound, size=shape)


def he_normal(shape, rng):
    return rng.normal(0.0, np.sqrt(2.0 / _fans(shape)[1]), size=shape)


def he_uniform(shape, rng):
    bound = np.sqrt(6.0 / _fans(shape)[1])
    return rng.uniform(-bound, bound, size=shape)
