"""You take axis 1 for the positions. They are the last but one axis, however many come before it (heads!)."""

import torch


def rotary_embedding(x, base=10000.0, start=0):
    length, width = x.shape[1], x.shape[-1]
    if width % 2:
        raise ValueError("the number of features must be even")
    positions = torch.arange(start, start + length, dtype=torch.float64)
    exponents = torch.arange(0, width, 2, dtype=torch.float64) / width
    angles = positions[:, None] / base**exponents
    angles = angles.reshape(length, *[1] * (x.ndim - 3), width // 2)
    cos, sin = angles.cos().to(x.dtype), angles.sin().to(x.dtype)
    a, b = x[..., 0::2], x[..., 1::2]
    return torch.stack((a * cos - b * sin, a * sin + b * cos), dim=-1).flatten(-2)
