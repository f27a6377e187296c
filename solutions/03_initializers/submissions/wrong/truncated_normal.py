"""You throw away draws beyond two standard deviations, as some libraries do, which shrinks the spread to .88. The statement
asks for a plain normal distribution."""

import numpy as np


def _fans(shape):
    if len(shape) < 2:
        raise ValueError("two dimensions or more")
    if len(shape) == 2:
        return shape[0], shape[1]
    area = int(np.prod(shape[2:]))
    return shape[1] * area, shape[0] * area


def he_normal(shape, rng):
    draws = rng.standard_normal(shape)
    while (far := np.abs(draws) > 2).any():
        draws[far] = rng.standard_normal(far.sum())
    return np.sqrt(2.0 / _fans(shape)[0]) * draws
