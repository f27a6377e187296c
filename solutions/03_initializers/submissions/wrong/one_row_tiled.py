"""You draw one row and repeat it, so that all units but one are copies. Every entry needs a draw of its own."""

import numpy as np


def _fans(shape):
    if len(shape) < 2:
        raise ValueError("two dimensions or more")
    if len(shape) == 2:
        return shape[0], shape[1]
    area = int(np.prod(shape[2:]))
    return shape[1] * area, shape[0] * area


def lecun_normal(shape, rng):
    row = rng.normal(0.0, np.sqrt(1.0 / _fans(shape)[0]), size=shape[1:])
    return np.tile(row, (shape[0],) + (1,) * (len(shape) - 1))


def he_uniform(shape, rng):
    bound = np.sqrt(6.0 / _fans(shape)[0])
    return np.tile(rng.uniform(-bound, bound, size=shape[1:]), (shape[0],) + (1,) * (len(shape) - 1))
