"""Your matrix rotates feature i with feature i + d_model / 2. Sine and cosine of one angle are neighbours here: 2i
and 2i + 1.
"""

import math

import torch


def shift_matrix(offset, d_model, base=10000.0):
    if d_model % 2:
        raise ValueError("d_model must be even")
    shift = torch.zeros(d_model, d_model, dtype=torch.float64)
    half = d_model // 2
    for i in range(half):
        angle = offset / base ** (2 * i / d_model)
        sin, cos = math.sin(angle), math.cos(angle)
        shift[i, i], shift[i, i + half] = cos, sin
        shift[i + half, i], shift[i + half, i + half] = -sin, cos
    return shift
