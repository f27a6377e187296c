"""You read the shape of a convolution as (in_channels, out_channels, *kernel). Its first axis holds the output channels;
only a dense layer has the inputs first."""

import numpy as np


def fans(shape):
    if len(shape) < 2:
        raise ValueError("two dimensions or more")
    area = int(np.prod(shape[2:]))
    return shape[0] * area, shape[1] * area
