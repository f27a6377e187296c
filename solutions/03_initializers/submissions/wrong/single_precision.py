"""Your weights are float32; everything in this unit is float64."""

import numpy as np


def _fans(shape):
    if len(shape) < 2:
        raise ValueError("two dimensions or more")
    if len(shape) == 2:
        return shape[0], shape[1]
    area = int(np.prod(shape[2:]))
    return shape[1] * area, shape[0] * area


def xavier_uniform(shape, rng, gain=1.0):
    bound = gain * np.sqrt(6.0 / sum(_fans(shape)))
    return rng.uniform(-bound, bound, size=shape).astype(np.float32)
