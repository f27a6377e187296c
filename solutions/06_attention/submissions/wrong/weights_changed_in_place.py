"""You write zeros into the weights after the softmax. Autograd needs the softmax's own result for the way back, and
finds it overwritten. Make a new tensor instead.
"""

import math

import torch


def scaled_dot_product_attention(q, k, v, mask=None):
    scores = q @ k.transpose(-2, -1) / math.sqrt(q.shape[-1])
    if mask is not None:
        scores = scores.masked_fill(~mask, torch.finfo(scores.dtype).min)
    weights = torch.softmax(scores, dim=-1)
    if mask is not None:
        weights[(~mask).expand_as(weights)] = 0.0
    return weights @ v, weights
