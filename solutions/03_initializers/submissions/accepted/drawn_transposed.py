"""Draws fill the axes in reverse order, and the array comes back in Fortran order; fans come as a list."""

import numpy as np


def fans(shape):
    if len(shape) < 2:
        raise ValueError("a shape of two dimensions or more")
    first, second, *kernel = (int(length) for length in shape)
    for side in kernel:
        first, second = first * side, second * side
    return [second, first] if kernel else [first, second]


def zeros(shape):
    return np.zeros(shape, order="F")


def normal(shape, rng, std=0.01):
    return rng.normal(0.0, std, size=shape[::-1]).T


def lecun_normal(shape, rng):
    return normal(shape, rng, fans(shape)[0] ** -0.5)


def he_normal(shape, rng):
    return normal(shape, rng, (fans(shape)[0] / 2) ** -0.5)


def xavier_normal(shape, rng, gain=1.0):
    return normal(shape, rng, gain * (sum(fans(shape)) / 2) ** -0.5)


def he_uniform(shape, rng):
    bound = (6 / fans(shape)[0]) ** 0.5
    return rng.uniform(-bound, bound, size=shape[::-1]).T
