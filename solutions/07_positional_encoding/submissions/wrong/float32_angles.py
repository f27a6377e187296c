"""Your angles are computed in single precision. At position 5,000 an angle is then wrong in the fourth decimal.
Compute them in float64, and convert the finished encoding.
"""

import torch


def sinusoidal_positional_encoding(length, d_model, base=10000.0, start=0, dtype=torch.float32):
    positions = torch.arange(start, start + length, dtype=torch.float32)
    exponents = torch.arange(0, d_model, 2, dtype=torch.float32) / d_model
    angles = positions[:, None] / base**exponents
    encoding = torch.empty(length, d_model, dtype=torch.float64)
    encoding[:, 0::2] = angles.sin()
    encoding[:, 1::2] = angles[:, : d_model // 2].cos()
    return encoding.to(dtype)
