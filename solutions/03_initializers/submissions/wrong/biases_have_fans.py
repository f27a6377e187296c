"""You answer for shapes of fewer than two dimensions. A vector has no fans: raise ValueError, here and in every
initializer that needs them."""

import numpy as np


def fans(shape):
    if len(shape) < 2:
        size = shape[0] if shape else 1
        return size, size
    if len(shape) == 2:
        return shape[0], shape[1]
    area = int(np.prod(shape[2:]))
    return shape[1] * area, shape[0] * area


def lecun_normal(shape, rng):
    return rng.normal(0.0, np.sqrt(1.0 / fans(shape)[0]), size=shape)


def lecun_uniform(shape, rng):
    bound = np.sqrt(3.0 / fans(shape)[0])
    return rng.uniform(-bound, bound, size=shape)


def xavier_normal(shape, rng, gain=1.0):
    return rng.normal(0.0, gain * np.sqrt(2.0 / sum(fans(shape))), size=shape)


def xavier_uniform(shape, rng, gain=1.0):
    bound = gain * np.sqrt(6.0 / sum(fans(shape)))
    return rng.uniform(-bound, bound, size=shape)


def he_normal(shape, rng):
    return rng.normal(0.0, np.sqrt(2.0 / fans(shape)[0]), size=shape)


def he_uniform(shape, rng):
    bound = np.sqrt(6.0 / fans(shape)[0])
    return rng.uniform(-bound, bound, size=shape)
