"""You rescale the draws so that their spread is exact. Then they are no longer independent: the variance is that of the
distribution, and a sample scatters around it."""

import numpy as np


def _fans(shape):
    if len(shape) < 2:
        raise ValueError("two dimensions or more")
    if len(shape) == 2:
        return shape[0], shape[1]
    area = int(np.prod(shape[2:]))
    return shape[1] * area, shape[0] * area


def lecun_normal(shape, rng):
    draws = rng.standard_normal(shape)
    draws = (draws - draws.mean()) / draws.std()
    return np.sqrt(1.0 / _fans(shape)[0]) * draws
