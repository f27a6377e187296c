"""No gradient reaches x: the sum is computed outside of the graph. x has to learn through this layer."""

import torch


def add_positional_encoding(x):
    _, length, width = x.shape
    positions = torch.arange(length, dtype=torch.float64)
    columns = torch.arange(width)
    angles = positions[:, None] / 10000.0 ** ((columns - columns % 2).double() / width)
    encoding = torch.where(columns % 2 == 0, angles.sin(), angles.cos())
    return x.detach() + encoding.to(x.dtype)
