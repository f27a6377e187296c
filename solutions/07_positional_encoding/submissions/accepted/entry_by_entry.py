"""Loops and the math module; shapes and dtypes are put right at the end."""

import math

import torch


def entry(position, column, width, base):
    angle = position * base ** (-(column - column % 2) / width)
    return math.cos(angle) if column % 2 else math.sin(angle)


def sinusoidal_positional_encoding(length, d_model, base=10000.0, start=0, dtype=torch.float32):
    rows = [[entry(p, c, d_model, base) for c in range(d_model)] for p in range(start, start + length)]
    return torch.tensor(rows, dtype=torch.float64).reshape(length, d_model).to(dtype)


def add_positional_encoding(x):
    rows = [[entry(p, c, x.shape[2], 10000.0) for c in range(x.shape[2])] for p in range(x.shape[1])]
    return torch.stack([sequence + torch.tensor(rows, dtype=x.dtype) for sequence in x])


def shift_matrix(offset, d_model, base=10000.0):
    if d_model % 2:
        raise ValueError("d_model must be even")
    shift = torch.zeros(d_model, d_model, dtype=torch.float64)
    for i in range(0, d_model, 2):
        angle = offset / base ** (i / d_model)
        sin, cos = math.sin(angle), math.cos(angle)
        shift[i, i], shift[i, i + 1] = cos, sin
        shift[i + 1, i], shift[i + 1, i + 1] = -sin, cos
    return shift


def rotary_embedding(x, base=10000.0, start=0):
    *_, length, width = x.shape
    if width % 2 != 0:
        raise ValueError("features come in pairs")
    columns = []
    for c in range(0, width, 2):
        cos = torch.tensor([entry(start + p, c + 1, width, base) for p in range(length)], dtype=x.dtype)
        sin = torch.tensor([entry(start + p, c, width, base) for p in range(length)], dtype=x.dtype)
        columns += [x[..., c] * cos - x[..., c + 1] * sin, x[..., c + 1] * cos + x[..., c] * sin]
    return torch.stack(columns, dim=-1)
