"""The encoding that you add is computed in single precision. Compute the angles in float64, and convert the
finished encoding to the dtype of x.
"""

import torch


def add_positional_encoding(x):
    _, length, width = x.shape
    positions = torch.arange(length, dtype=torch.float32)
    columns = torch.arange(width)
    angles = positions[:, None] / 10000.0 ** ((columns - columns % 2).float() / width)
    encoding = torch.where(columns % 2 == 0, angles.sin(), angles.cos())
    return x + encoding.to(x.dtype)
