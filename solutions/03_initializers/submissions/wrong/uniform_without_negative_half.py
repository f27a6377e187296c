"""Your uniform weights are all positive: the distribution asked for is symmetric, from -a to a."""

import numpy as np


def _fans(shape):
    if len(shape) < 2:
        raise ValueError("two dimensions or more")
    if len(shape) == 2:
        return shape[0], shape[1]
    area = int(np.prod(shape[2:]))
    return shape[1] * area, shape[0] * area


def lecun_uniform(shape, rng):
    return rng.uniform(0.0, np.sqrt(3.0 / _fans(shape)[0]), size=shape)
