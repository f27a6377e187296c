"""You make a generator of your own with a fixed seed: two layers of the same shape get the same weights. Draw from rng."""

import numpy as np


def _fans(shape):
    if len(shape) < 2:
        raise ValueError("two dimensions or more")
    if len(shape) == 2:
        return shape[0], shape[1]
    area = int(np.prod(shape[2:]))
    return shape[1] * area, shape[0] * area


def normal(shape, rng, std=0.01):
    return np.random.default_rng(0).normal(0.0, std, size=shape)


def lecun_normal(shape, rng):
    return np.random.default_rng(0).normal(0.0, np.sqrt(1.0 / _fans(shape)[0]), size=shape)


def he_normal(shape, rng):
    return np.random.default_rng(0).normal(0.0, np.sqrt(2.0 / _fans(shape)[0]), size=shape)


def xavier_normal(shape, rng, gain=1.0):
    return np.random.default_rng(0).normal(0.0, gain * np.sqrt(2.0 / sum(_fans(shape))), size=shape)
