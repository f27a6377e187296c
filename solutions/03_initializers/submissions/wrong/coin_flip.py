"""Your weights take two values, plus and minus the standard deviation. The variance is right, but the distribution asked
for is normal."""

import numpy as np


def _fans(shape):
    if len(shape) < 2:
        raise ValueError("two dimensions or more")
    if len(shape) == 2:
        return shape[0], shape[1]
    area = int(np.prod(shape[2:]))
    return shape[1] * area, shape[0] * area


def he_normal(shape, rng):
    return np.sqrt(2.0 / _fans(shape)[0]) * rng.choice([-1.0, 1.0], size=shape)
