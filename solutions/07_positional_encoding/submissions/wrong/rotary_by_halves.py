"""You pair feature i with feature i + d / 2, as some libraries do. In this unit neighbours (2i, 2i + 1) form a
pair.
"""

import torch


def rotary_embedding(x, base=10000.0, start=0):
    length, width = x.shape[-2:]
    if width % 2:
        raise ValueError("the number of features must be even")
    positions = torch.arange(start, start + length, dtype=torch.float64)
    exponents = torch.arange(0, width, 2, dtype=torch.float64) / width
    angles = positions[:, None] / base**exponents
    cos, sin = angles.cos().to(x.dtype), angles.sin().to(x.dtype)
    a, b = x.chunk(2, dim=-1)
    return torch.cat((a * cos - b * sin, a * sin + b * cos), dim=-1)
