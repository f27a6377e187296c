"""One query that may attend to nothing makes the whole result zero. Only its own row is to be zero."""

import math

import torch


def scaled_dot_product_attention(q, k, v, mask=None):
    scores = q @ k.transpose(-2, -1) / math.sqrt(q.shape[-1])
    if mask is not None:
        scores = scores.masked_fill(~mask, torch.finfo(scores.dtype).min)
    weights = torch.softmax(scores, dim=-1)
    if mask is not None:
        weights = weights * mask.any(-1).all()
        weights = weights.masked_fill(~mask, 0.0)
    return weights @ v, weights
