"""You read the dense shape as (fan_out, fan_in), which is PyTorch's order. Here weights are used as X W, so that the shape
is (fan_in, fan_out)."""

import numpy as np


def fans(shape):
    if len(shape) < 2:
        raise ValueError("two dimensions or more")
    area = int(np.prod(shape[2:]))
    return shape[1] * area, shape[0] * area
