"""You use the sum of both fans, which is Xavier's compromise. He's variance is 2 / fan_in."""

import numpy as np


def _fans(shape):
    if len(shape) < 2:
        raise ValueError("two dimensions or more")
    if len(shape) == 2:
        return shape[0], shape[1]
    area = int(np.prod(shape[2:]))
    return shape[1] * area, shape[0] * area


def he_normal(shape, rng):
    return rng.normal(0.0, np.sqrt(4.0 / sum(_fans(shape))), size=shape)


def he_uniform(shape, rng):
    bound = np.sqrt(12.0 / sum(_fans(shape)))
    return rng.uniform(-bound, bound, size=shape)
