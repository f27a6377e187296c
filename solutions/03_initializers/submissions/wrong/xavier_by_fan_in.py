"""Your variance is 1 / fan_in, which is LeCun's. Xavier averages fan_in and fan_out."""

import numpy as np


def _fans(shape):
    if len(shape) < 2:
        raise ValueError("two dimensions or more")
    if len(shape) == 2:
        return shape[0], shape[1]
    area = int(np.prod(shape[2:]))
    return shape[1] * area, shape[0] * area


def xavier_normal(shape, rng, gain=1.0):
    return rng.normal(0.0, gain * np.sqrt(1.0 / _fans(shape)[0]), size=shape)


def xavier_uniform(shape, rng, gain=1.0):
    bound = gain * np.sqrt(3.0 / _fans(shape)[0])
    return rng.uniform(-bound, bound, size=shape)
