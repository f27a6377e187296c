"""Standard draws that are scaled afterwards; the fans come as NumPy integers."""

import numpy as np


def fans(shape):
    shape = np.asarray(shape, dtype=np.int64)
    if shape.size < 2:
        raise ValueError("a shape of two dimensions or more")
    area = np.prod(shape[2:])
    pair = shape[:2] * area
    return (pair[0], pair[1]) if shape.size == 2 else (pair[1], pair[0])


def zeros(shape):
    return np.full(shape, 0.0)


def normal(shape, rng, std=0.01):
    return std * rng.standard_normal(shape)


def lecun_normal(shape, rng):
    return rng.standard_normal(shape) / np.sqrt(fans(shape)[0])


def lecun_uniform(shape, rng):
    return (2 * rng.random(shape) - 1) * np.sqrt(3 / fans(shape)[0])


def xavier_normal(shape, rng, gain=1.0):
    return gain * rng.standard_normal(shape) * np.sqrt(2 / np.sum(fans(shape)))


def xavier_uniform(shape, rng, gain=1.0):
    return gain * np.sqrt(6 / np.sum(fans(shape))) * (1 - 2 * rng.random(shape))


def he_normal(shape, rng):
    return np.sqrt(2) * lecun_normal(shape, rng)


def he_uniform(shape, rng):
    return np.sqrt(2) * lecun_uniform(shape, rng)
