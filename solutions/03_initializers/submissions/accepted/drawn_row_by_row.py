"""One row after another, in a loop."""

import numpy as np


def _fans(shape):
    if len(shape) < 2:
        raise ValueError("two dimensions or more")
    if len(shape) == 2:
        return shape[0], shape[1]
    area = int(np.prod(shape[2:]))
    return shape[1] * area, shape[0] * area


def normal(shape, rng, std=0.01):
    weights = np.empty(shape)
    for index in range(len(weights) if weights.ndim else 0):
        weights[index] = rng.normal(0.0, std, size=shape[1:])
    return weights if weights.ndim else np.array(rng.normal(0.0, std))


def lecun_uniform(shape, rng):
    bound = np.sqrt(3.0 / _fans(shape)[0])
    return np.stack([rng.uniform(-bound, bound, size=shape[1:]) for _ in range(shape[0])])


def he_uniform(shape, rng):
    bound = np.sqrt(6.0 / _fans(shape)[0])
    return np.array([rng.uniform(-bound, bound, size=shape[1:]) for _ in range(shape[0])])
