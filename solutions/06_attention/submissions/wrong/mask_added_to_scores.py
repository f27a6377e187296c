"""You add the mask to the scores as 0 and 1. That moves a score by one and forbids nothing: the score of a forbidden
key has to become so low that its weight is 0.
"""

import math

import torch


def scaled_dot_product_attention(q, k, v, mask=None):
    scores = q @ k.transpose(-2, -1) / math.sqrt(q.shape[-1])
    if mask is not None:
        scores = scores + mask.to(scores.dtype)
    weights = torch.softmax(scores, dim=-1)
    return weights @ v, weights
