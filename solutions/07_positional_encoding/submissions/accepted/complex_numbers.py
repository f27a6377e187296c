"""Pairs of features as complex numbers: one exponential for everything."""

import math

import torch


def turns(length, width, base, start):
    positions = torch.arange(length, dtype=torch.float64) + start
    rates = torch.exp(torch.arange(0, width, 2, dtype=torch.float64) * (-math.log(base) / width))
    return torch.exp(1j * torch.outer(positions, rates))


def sinusoidal_positional_encoding(length, d_model, base=10000.0, start=0, dtype=torch.float32):
    turn = turns(length, d_model, base, start)
    return torch.stack((turn.imag, turn.real), dim=-1).flatten(1)[:, :d_model].to(dtype)


def shift_matrix(offset, d_model, base=10000.0):
    if d_model % 2 == 1:
        raise ValueError(d_model)
    turn = turns(1, d_model, base, offset)[0]
    return torch.block_diag(*(torch.tensor([[z.real, z.imag], [-z.imag, z.real]], dtype=torch.float64) for z in turn))


def rotary_embedding(x, base=10000.0, start=0):
    if x.shape[-1] % 2 == 1:
        raise ValueError(x.shape)
    pairs = torch.view_as_complex(x.double().unflatten(-1, (-1, 2)).contiguous())
    return torch.view_as_real(pairs * turns(x.shape[-2], x.shape[-1], base, start)).flatten(-2).to(x.dtype)
