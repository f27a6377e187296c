"""Large scores give NaN: exp of 1,000 is infinite. Softmax does not change when one constant is taken from a row; take
the greatest score, or use torch.softmax.
"""

import math

import torch


def scaled_dot_product_attention(q, k, v, mask=None):
    scores = q @ k.transpose(-2, -1) / math.sqrt(q.shape[-1])
    if mask is not None:
        scores = scores.masked_fill(~mask, -30.0)
    weights = scores.exp() / scores.exp().sum(dim=-1, keepdim=True)
    if mask is not None:
        weights = weights.masked_fill(~mask, 0.0)
    return weights @ v, weights
