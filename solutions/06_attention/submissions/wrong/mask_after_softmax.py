"""You set the forbidden weights to 0 after the softmax and leave the others as they are, so they sum to less than 1.
Forbid a key before the softmax, so that its share goes to the permitted ones.
"""

import math

import torch


def scaled_dot_product_attention(q, k, v, mask=None):
    scores = q @ k.transpose(-2, -1) / math.sqrt(q.shape[-1])
    weights = torch.softmax(scores, dim=-1)
    if mask is not None:
        weights = weights.masked_fill(~mask, 0.0)
    return weights @ v, weights
