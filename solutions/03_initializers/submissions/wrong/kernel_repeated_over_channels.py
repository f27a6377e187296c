"""You draw one kernel and repeat it for all channels. Every entry needs a draw of its own."""

import numpy as np


def _fans(shape):
    if len(shape) < 2:
        raise ValueError("two dimensions or more")
    if len(shape) == 2:
        return shape[0], shape[1]
    area = int(np.prod(shape[2:]))
    return shape[1] * area, shape[0] * area


def he_normal(shape, rng):
    std = np.sqrt(2.0 / _fans(shape)[0])
    return np.resize(rng.normal(0.0, std, size=max(1, int(np.prod(shape)) // 2)), shape)
