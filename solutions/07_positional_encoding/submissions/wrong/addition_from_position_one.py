"""You add the encoding of position 1 to the first vector of a sequence. Positions count from 0."""

import torch


def add_positional_encoding(x):
    _, length, width = x.shape
    positions = torch.arange(1, length + 1, dtype=torch.float64)
    columns = torch.arange(width)
    angles = positions[:, None] / 10000.0 ** ((columns - columns % 2).double() / width)
    encoding = torch.where(columns % 2 == 0, angles.sin(), angles.cos())
    return x + encoding.to(x.dtype)
