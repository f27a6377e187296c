"""You multiply x by the square root of its width before adding. The paper does that in its embedding layer; this
function only adds.
"""

import torch


def add_positional_encoding(x):
    _, length, width = x.shape
    positions = torch.arange(length, dtype=torch.float64)
    columns = torch.arange(width)
    angles = positions[:, None] / 10000.0 ** ((columns - columns % 2).double() / width)
    encoding = torch.where(columns % 2 == 0, angles.sin(), angles.cos())
    return x * width**0.5 + encoding.to(x.dtype)
