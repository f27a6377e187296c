"""You put the gain under the root, so that it scales the variance. It scales the standard deviation: the variance
gets its square."""

import numpy as np


def _fans(shape):
    if len(shape) < 2:
        raise ValueError("two dimensions or more")
    if len(shape) == 2:
        return shape[0], shape[1]
    area = int(np.prod(shape[2:]))
    return shape[1] * area, shape[0] * area


def xavier_normal(shape, rng, gain=1.0):
    return rng.normal(0.0, np.sqrt(gain * 2.0 / sum(_fans(shape))), size=shape)


def xavier_uniform(shape, rng, gain=1.0):
    bound = np.sqrt(gain * 6.0 / sum(_fans(shape)))
    return rng.uniform(-bound, bound, size=shape)
