"""You leave out the kernel: each output of a convolution is fed by every place of the kernel in every input channel."""

import numpy as np


def fans(shape):
    if len(shape) < 2:
        raise ValueError("two dimensions or more")
    return (shape[0], shape[1]) if len(shape) == 2 else (shape[1], shape[0])


def he_normal(shape, rng):
    if len(shape) < 2:
        raise ValueError("two dimensions or more")
    fan_in = shape[0] if len(shape) == 2 else shape[1]
    return rng.normal(0.0, np.sqrt(2.0 / fan_in), size=shape)


def lecun_uniform(shape, rng):
    if len(shape) < 2:
        raise ValueError("two dimensions or more")
    fan_in = shape[0] if len(shape) == 2 else shape[1]
    bound = np.sqrt(3.0 / fan_in)
    return rng.uniform(-bound, bound, size=shape)
