"""Your matrix moves encodings back instead of forth (it is the transpose). M stands to the left of an encoding that
is a column: PE(p + offset) = M PE(p).
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
        shift[i, i], shift[i, i + 1] = cos, -sin
        shift[i + 1, i], shift[i + 1, i + 1] = sin, cos
    return shift
