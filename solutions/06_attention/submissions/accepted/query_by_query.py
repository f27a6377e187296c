"""Loops over queries, and the log-sum-exp form of the softmax."""

import math

import torch


def scaled_dot_product_attention(q, k, v, mask=None):
    count = q.shape[-2]
    if mask is not None:
        mask = mask.expand(q.shape[:-2] + (count, k.shape[-2]))
    outs, rows = [], []
    for i in range(count):
        scores = (k * q[..., i : i + 1, :]).sum(-1) / math.sqrt(k.shape[-1])
        if mask is None:
            row = torch.exp(scores - torch.logsumexp(scores, -1, keepdim=True))
        else:
            allowed = mask[..., i, :]
            scores = torch.where(allowed, scores, scores.new_tensor(-1e20))
            row = torch.exp(scores - torch.logsumexp(scores, -1, keepdim=True))
            row = torch.where(allowed, row, torch.zeros_like(row))
        rows.append(row)
        outs.append((row.unsqueeze(-1) * v).sum(-2))
    return torch.stack(outs, dim=-2), torch.stack(rows, dim=-2)
