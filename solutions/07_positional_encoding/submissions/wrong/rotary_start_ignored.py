"""Your first row has position 0 whatever `start` says. Row l has position start + l."""

import torch


def rotary_embedding(x, base=10000.0, start=0):
    length, width = x.shape[-2:]
    if width % 2:
        raise ValueError("the number of features must be even")
    positions = torch.arange(length, dtype=torch.float64)
    exponents = torch.arange(0, width, 2, dtype=torch.float64) / width
    angles = positions[:, None] / base**exponents
    cos, sin = angles.cos().to(x.dtype), angles.sin().to(x.dtype)
    a, b = x[..., 0::2], x[..., 1::2]
    return torch.stack((a * cos - b * sin, a * sin + b * cos), dim=-1).flatten(-2)
