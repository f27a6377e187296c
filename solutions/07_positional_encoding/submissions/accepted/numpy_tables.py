"""The table is made by NumPy, and all cosines are shifted sines."""

import numpy as np
import torch


def sinusoidal_positional_encoding(length, d_model, base=10000.0, start=0, dtype=torch.float32):
    columns = np.arange(d_model)
    angles = np.arange(start, start + length)[:, None] / np.power(float(base), 2 * (columns // 2) / d_model)
    return torch.from_numpy(np.where(columns % 2, np.cos(angles), np.sin(angles))).to(dtype)


def add_positional_encoding(x):
    _, length, width = x.shape
    positions = torch.arange(length, dtype=torch.float64)
    columns = torch.arange(width)
    angles = positions[:, None] / 10000.0 ** ((columns - columns % 2).double() / width)
    encoding = torch.where(columns % 2 == 0, angles.sin(), angles.cos())
    return x + encoding.to(x.dtype)
