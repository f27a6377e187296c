"""Normal draws from uniform ones (Box and Muller), in pairs; single-precision uniform draws, widened to float64."""

import numpy as np


def _fans(shape):
    if len(shape) < 2:
        raise ValueError("two dimensions or more")
    if len(shape) == 2:
        return shape[0], shape[1]
    area = int(np.prod(shape[2:]))
    return shape[1] * area, shape[0] * area


def _standard_normal(shape, rng):
    size = int(np.prod(shape))
    radius = np.sqrt(-2 * np.log1p(-rng.random((size + 1) // 2)))
    angle = 2 * np.pi * rng.random((size + 1) // 2)
    return np.concatenate([radius * np.cos(angle), radius * np.sin(angle)])[:size].reshape(shape)


def normal(shape, rng, std=0.01):
    return std * _standard_normal(shape, rng)


def lecun_normal(shape, rng):
    return _standard_normal(shape, rng) * np.sqrt(1 / _fans(shape)[0])


def he_normal(shape, rng):
    return _standard_normal(shape, rng) * np.sqrt(2 / _fans(shape)[0])


def xavier_uniform(shape, rng, gain=1.0):
    bound = gain * np.sqrt(6 / sum(_fans(shape)))
    return bound * (2 * rng.random(shape, dtype=np.float32).astype(np.float64) - 1)
