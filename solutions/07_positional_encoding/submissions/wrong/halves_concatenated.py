"""Your sines fill the first half of the columns and your cosines the second. In this unit they alternate: sine,
cosine, sine, cosine.
"""

import torch


def sinusoidal_positional_encoding(length, d_model, base=10000.0, start=0, dtype=torch.float32):
    positions = torch.arange(start, start + length, dtype=torch.float64)
    exponents = torch.arange(0, d_model, 2, dtype=torch.float64) / d_model
    angles = positions[:, None] / base**exponents
    encoding = torch.empty(length, d_model, dtype=torch.float64)
    half = (d_model + 1) // 2
    encoding[:, :half] = angles.sin()
    encoding[:, half:] = angles[:, : d_model // 2].cos()
    return encoding.to(dtype)
