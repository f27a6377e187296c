"""Your heads take every num_heads-th feature. The statement gives head i the i-th block of d_model / num_heads
consecutive features.
"""

import math

import torch
from torch import nn


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
        return x.reshape(batch, length, self.head_width, self.num_heads).permute(0, 3, 1, 2)

    def merge(self, x):
        batch, _, length, _ = x.shape
        return x.permute(0, 2, 3, 1).reshape(batch, length, self.num_heads * self.head_width)

    def forward(self, query, key, value, mask=None):
        if mask is not None and mask.ndim == 3:
            raise ValueError("a mask has two or four axes")
        q = self.split(self.q_proj(query))
        k = self.split(self.k_proj(key))
        v = self.split(self.v_proj(value))
        scores = q @ k.transpose(-2, -1) / math.sqrt(self.head_width)
        if mask is not None:
            scores = scores.masked_fill(~mask, torch.finfo(scores.dtype).min)
        weights = torch.softmax(scores, dim=-1)
        if mask is not None:
            weights = weights.masked_fill(~mask, 0.0)
        return self.out_proj(self.merge(weights @ v)), weights
