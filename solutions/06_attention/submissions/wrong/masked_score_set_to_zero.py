"""You set the scores of forbidden keys to 0. A score of 0 is an ordinary score, and softmax gives it weight; only a
score far below all others gets weight 0.
"""

import math

import torch


def scaled_dot_product_attention(q, k, v, mask=None):
    scores = q @ k.transpose(-2, -1) / math.sqrt(q.shape[-1])
    if mask is not None:
        scores = scores * mask
    weights = torch.softmax(scores, dim=-1)
    return weights @ v, weights
