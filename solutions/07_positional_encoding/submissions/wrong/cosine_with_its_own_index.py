"""Your cosine column 2i + 1 uses 2i + 1 in the exponent. Both columns of a pair share one angle, with 2i in the
exponent; the source note makes the same slip.
"""

import torch


def sinusoidal_positional_encoding(length, d_model, base=10000.0, start=0, dtype=torch.float32):
    positions = torch.arange(start, start + length, dtype=torch.float64)
    columns = torch.arange(d_model, dtype=torch.float64)
    angles = positions[:, None] / base ** (columns / d_model)
    encoding = torch.where(columns % 2 == 0, angles.sin(), angles.cos())
    return encoding.to(dtype)
