"""Your blocks are symmetric, which makes them reflections. By the addition theorems the two sines of a block have
opposite signs.
"""

import math

import torch


def shift_matrix(offset, d_model, base=10000.0):
    if d_model % 2:
        raise ValueError("d_model must be even")
    shift = torch.zeros(d_model, d_model, dtype=torch.float64)
    for i in range(0, d_model, 2):
        angle = offset / base ** (i / d_model)
        sin, cos = math.sin(angle), math.cos(angle)
        shift[i, i], shift[i, i + 1] = cos, sin
        shift[i + 1, i], shift[i + 1, i + 1] = sin, -cos
    return shift
