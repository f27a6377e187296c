"""Your exponent runs over the number of pairs, as i / (number of pairs). For an odd width that is not 2i / d_model."""

import torch


def sinusoidal_positional_encoding(length, d_model, base=10000.0, start=0, dtype=torch.float32):
    positions = torch.arange(start, start + length, dtype=torch.float64)
    exponents = torch.arange((d_model + 1) // 2, dtype=torch.float64) / ((d_model + 1) // 2)
    angles = positions[:, None] / base**exponents
    encoding = torch.empty(length, d_model, dtype=torch.float64)
    encoding[:, 0::2] = angles.sin()
    encoding[:, 1::2] = angles[:, : d_model // 2].cos()
    return encoding.to(dtype)
