"""Everything in float64 and back to the input's dtype; the layer keeps other names and buffers of its own."""

import math

import torch
from torch import nn


def scaled_dot_product_attention(q, k, v, mask=None):
    dtype = q.dtype
    q, k, v = q.double(), k.double(), v.double()
    scores = (q * q.shape[-1] ** -0.25) @ (k * k.shape[-1] ** -0.25).transpose(-1, -2)
    if mask is not None:
        hidden = torch.logical_not(mask)
        scores.masked_fill_(hidden, -1e300)
        weights = torch.softmax(scores, -1).masked_fill(hidden, 0)
    else:
        weights = torch.softmax(scores, -1)
    return (weights @ v).to(dtype), weights.to(dtype)


class MultiHeadAttention(nn.Module):
    def __init__(self, d_model, num_heads):
        super().__init__()
        if d_model % num_heads:
            raise ValueError("d_model must be a multiple of num_heads")
        self.num_heads = num_heads
        self.register_buffer("scale", torch.tensor(1 / math.sqrt(d_model // num_heads), dtype=torch.float64))
        self.width_of_head = d_model // num_heads
        self.q_proj = nn.Linear(d_model, d_model, bias=False)
        self.k_proj = nn.Linear(d_model, d_model, bias=False)
        self.v_proj = nn.Linear(d_model, d_model, bias=False)
        self.out_proj = nn.Linear(d_model, d_model, bias=False)

    def split(self, x):
        batch, length, _ = x.shape
        return x.reshape(batch, length, self.num_heads, self.width_of_head).transpose(1, 2)

    def merge(self, x):
        batch, _, length, _ = x.shape
        return x.transpose(1, 2).reshape(batch, length, self.num_heads * self.width_of_head)

    def forward(self, query, key, value, mask=None):
        if mask is not None and mask.ndim == 3:
            raise ValueError("a mask has two or four axes")
        q = self.split(self.q_proj(query))
        k = self.split(self.k_proj(key))
        v = self.split(self.v_proj(value))
        scores = q @ k.transpose(-2, -1) * self.scale.item()
        if mask is not None:
            scores = scores.masked_fill(~mask, torch.finfo(scores.dtype).min)
        weights = torch.softmax(scores, dim=-1)
        if mask is not None:
            weights = weights.masked_fill(~mask, 0.0)
        return self.out_proj(self.merge(weights @ v)), weights
