"""Einstein sums, a scale on the query, and a large negative number added to forbidden scores."""

import torch
from torch import nn


def scaled_dot_product_attention(q, k, v, mask=None):
    # Many tutorials write the scale so; exact where dk is a square, whatever the dtype of the constant is.
    scale = torch.sqrt(torch.tensor(q.shape[-1], dtype=torch.float32))
    scores = torch.einsum("...qd,...kd->...qk", q / scale, k)
    if mask is None:
        weights = torch.softmax(scores, dim=-1)
    else:
        weights = torch.softmax(scores + torch.where(mask, 0.0, -1e9), dim=-1)
        weights = weights * mask.any(dim=-1, keepdim=True)
    return torch.einsum("...qk,...kd->...qd", weights, v), weights


def causal_mask(length):
    steps = torch.arange(length)
    return steps[:, None] >= steps


def padding_mask(lengths, max_length):
    rows = [[position < int(length) for position in range(max_length)] for length in lengths]
    return torch.tensor(rows, dtype=torch.bool).reshape(len(lengths), 1, 1, max_length)


class MultiHeadAttention(nn.Module):
    def __init__(self, d_model, num_heads):
        super().__init__()
        if d_model % num_heads:
            raise ValueError("d_model must be a multiple of num_heads")
        self.num_heads = num_heads
        self.head_width = d_model // num_heads
        self.q_proj = nn.Linear(d_model, d_model, bias=False)
        self.k_proj = nn.Linear(d_model, d_model, bias=False)
        self.v_proj = nn.Linear(d_model, d_model, bias=False)
        self.out_proj = nn.Linear(d_model, d_model, bias=False)

    def split(self, x):
        batch, length, _ = x.shape
        return x.reshape(batch, length, self.num_heads, self.head_width).transpose(1, 2)

    def merge(self, x):
        batch, _, length, _ = x.shape
        return x.transpose(1, 2).reshape(batch, length, self.num_heads * self.head_width)

    def forward(self, query, key, value, mask=None):
        if mask is not None and mask.ndim == 3:
            raise ValueError("a mask has two or four axes")
        q = self.split(self.q_proj(query))
        k = self.split(self.k_proj(key))
        v = self.split(self.v_proj(value))
        scores = torch.einsum("bhqd,bhkd->bhqk", q, k) * self.head_width**-0.5
        if mask is not None:
            scores = scores.masked_fill(~mask, torch.finfo(scores.dtype).min)
        weights = torch.softmax(scores, dim=-1)
        if mask is not None:
            weights = weights.masked_fill(~mask, 0.0)
        return self.out_proj(self.merge(torch.einsum("bhqk,bhkd->bhqd", weights, v))), weights
