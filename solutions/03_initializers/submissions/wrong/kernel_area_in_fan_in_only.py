"""You count the kernel in fan_in only. Each input of a convolution feeds every place of the kernel in every output
channel, so that fan_out has the area, too."""

import numpy as np


def fans(shape):
    if len(shape) < 2:
        raise ValueError("two dimensions or more")
    if len(shape) == 2:
        return shape[0], shape[1]
    return shape[1] * int(np.prod(shape[2:])), shape[0]
