"""Your angles are computed in single precision, and are wrong in the fourth decimal at position 5,000. Compute them
in float64.
"""

import torch


def rotary_embedding(x, base=10000.0, start=0):
    length, width = x.shape[-2:]
    if width % 2:
        raise ValueError("the number of features must be even")
    positions = torch.arange(start, start + length, dtype=torch.float32)
    exponents = torch.arange(0, width, 2, dtype=torch.float32) / width
    angles = positions[:, None] / base**exponents
    cos, sin = angles.cos().to(x.dtype), angles.sin().to(x.dtype)
    a, b = x[..., 0::2], x[..., 1::2]
    return torch.stack((a * cos - b * sin, a * sin + b * cos), dim=-1).flatten(-2)
