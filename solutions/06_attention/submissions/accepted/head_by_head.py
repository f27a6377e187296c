"""One head at a time, with its own rows of the projection matrices."""

import math

import torch
from torch import nn


class MultiHeadAttention(nn.Module):
    def __init__(self, d_model, num_heads):
        super().__init__()
        if num_heads * (d_model // num_heads) != d_model:
            raise ValueError(f"{d_model} features cannot be shared by {num_heads} heads")
        self.num_heads = num_heads
        for name in ("out_proj", "v_proj", "k_proj", "q_proj"):
            setattr(self, name, nn.Linear(d_model, d_model, bias=False))

    def forward(self, query, key, value, mask=None):
        if mask is not None:
            if mask.dim() == 3:
                raise ValueError("ambiguous mask")
            shape = (query.shape[0], self.num_heads, query.shape[1], key.shape[1])
            mask = mask.expand(shape)
        outs, maps = [], []
        parts = [layer.weight.chunk(self.num_heads) for layer in (self.q_proj, self.k_proj, self.v_proj)]
        for head, (wq, wk, wv) in enumerate(zip(*parts)):
            q, k, v = query @ wq.T, key @ wk.T, value @ wv.T
            scores = torch.bmm(q, k.transpose(1, 2)) / math.sqrt(wq.shape[0])
            if mask is None:
                weights = scores.softmax(-1)
            else:
                allowed = mask[:, head]
                weights = scores.masked_fill(~allowed, -1e4).softmax(-1) * allowed
            outs.append(torch.bmm(weights, v))
            maps.append(weights)
        return self.out_proj(torch.cat(outs, dim=-1)), torch.stack(maps, dim=1)
