"""The output of a query that may attend to nothing is zero, but the weights that you return for it are not. The
statement asks for zeros in both.
"""

import math

import torch


def scaled_dot_product_attention(q, k, v, mask=None):
    scores = q @ k.transpose(-2, -1) / math.sqrt(q.shape[-1])
    if mask is not None:
        scores = scores.masked_fill(~mask, torch.finfo(scores.dtype).min)
    weights = torch.softmax(scores, dim=-1)
    if mask is None:
        return weights @ v, weights
    return weights.masked_fill(~mask, 0.0) @ v, weights
