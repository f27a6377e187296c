"""You write the result into the caller's tensor. Return a new one."""

import torch


def rotary_embedding(x, base=10000.0, start=0):
    length, width = x.shape[-2:]
    if width % 2:
        raise ValueError("the number of features must be even")
    positions = torch.arange(start, start + length, dtype=torch.float64)
    exponents = torch.arange(0, width, 2, dtype=torch.float64) / width
    angles = positions[:, None] / base**exponents
    cos, sin = angles.cos().to(x.dtype), angles.sin().to(x.dtype)
    a, b = x[..., 0::2], x[..., 1::2]
    with torch.no_grad():
        x[..., 0::2], x[..., 1::2] = a * cos - b * sin, a * sin + b * cos
    return x
