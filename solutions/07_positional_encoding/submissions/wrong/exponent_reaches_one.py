"""Your exponents run from 0 to 1 inclusive. The formula divides 2i by d_model, so the last one is (d_model - 2) /
d_model.
"""

import torch


def sinusoidal_positional_encoding(length, d_model, base=10000.0, start=0, dtype=torch.float32):
    positions = torch.arange(start, start + length, dtype=torch.float64)
    exponents = torch.linspace(0, 1, (d_model + 1) // 2, dtype=torch.float64)
    angles = positions[:, None] / base**exponents
    encoding = torch.empty(length, d_model, dtype=torch.float64)
    encoding[:, 0::2] = angles.sin()
    encoding[:, 1::2] = angles[:, : d_model // 2].cos()
    return encoding.to(dtype)
