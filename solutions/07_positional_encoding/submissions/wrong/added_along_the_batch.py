"""You count the position along the batch. Axis 0 holds the sequences; the position within a sequence is axis 1."""

import torch


def add_positional_encoding(x):
    length, _, width = x.shape
    positions = torch.arange(length, dtype=torch.float64)
    columns = torch.arange(width)
    angles = positions[:, None] / 10000.0 ** ((columns - columns % 2).double() / width)
    encoding = torch.where(columns % 2 == 0, angles.sin(), angles.cos())
    return x + encoding.to(x.dtype)[:, None]
