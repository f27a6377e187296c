"""You convert the angles to degrees. torch.sin takes radians, and so does the formula."""

import math

import torch


def sinusoidal_positional_encoding(length, d_model, base=10000.0, start=0, dtype=torch.float32):
    positions = torch.arange(start, start + length, dtype=torch.float64)
    exponents = torch.arange(0, d_model, 2, dtype=torch.float64) / d_model
    angles = positions[:, None] / base**exponents * 180 / math.pi
    encoding = torch.empty(length, d_model, dtype=torch.float64)
    encoding[:, 0::2] = angles.sin()
    encoding[:, 1::2] = angles[:, : d_model // 2].cos()
    return encoding.to(dtype)
