"""The rotation as x cos + J x sin, with J x the pairs swapped and negated; the shift as powers of one step."""

import torch
from torch import nn


def rotary_embedding(x, base=10000.0, start=0):
    length, width = x.shape[-2], x.shape[-1]
    if width & 1:
        raise ValueError("odd")
    exponents = torch.arange(width // 2, dtype=torch.float64) * 2 / width
    angles = (torch.arange(length) + start)[:, None] * torch.pow(torch.tensor(base, dtype=torch.float64), -exponents)
    angles = angles.repeat_interleave(2, dim=-1)
    swapped = torch.empty_like(x)
    swapped[..., 0::2], swapped[..., 1::2] = -x[..., 1::2], x[..., 0::2]
    return (x * angles.cos() + swapped * angles.sin()).to(x.dtype)


def shift_matrix(offset, d_model, base=10000.0):
    if d_model % 2:
        raise ValueError("odd")
    rates = float(base) ** (-torch.arange(0, d_model, 2, dtype=torch.float64) / d_model)
    angles = offset * rates
    diagonal = torch.diag(angles.cos().repeat_interleave(2))
    above = angles.sin().repeat_interleave(2)[:-1].clone()
    above[1::2] = 0
    return diagonal + torch.diag(above, 1) - torch.diag(above, -1)


def sinusoidal_positional_encoding(length, d_model, base=10000.0, start=0, dtype=torch.float32):
    pairs = (d_model + 1) // 2
    rates = torch.tensor([base ** (-2 * i / d_model) for i in range(pairs)], dtype=torch.float64)
    angles = torch.einsum("p,i->pi", torch.arange(start, start + length).double(), rates)
    table = torch.zeros(length, 2 * pairs, dtype=dtype)
    table[:, ::2], table[:, 1::2] = torch.sin(angles), torch.cos(angles)
    return table[:, :d_model]


class LearnedPositionalEmbedding(nn.Module):
    def __init__(self, max_length, d_model):
        super().__init__()
        self.weight = nn.Parameter(torch.normal(0.0, 0.02, (max_length, d_model)))

    def forward(self, x):
        batch, length, _ = x.shape
        if length > self.weight.shape[0]:
            raise ValueError("too long")
        return self.weight[:length].expand(batch, -1, -1) + x
