"""Minus infinity for forbidden scores, NaN replaced by 0: the way back through masked_fill blocks the NaN."""

import math

import torch


def scaled_dot_product_attention(q, k, v, mask=None):
    scores = q @ k.transpose(-2, -1) / math.sqrt(q.shape[-1])
    if mask is not None:
        scores = scores.masked_fill(~mask, -math.inf)
    weights = torch.softmax(scores, dim=-1)
    if mask is not None:
        weights = weights.nan_to_num(0.0)
    return weights @ v, weights


def causal_mask(length):
    return ~torch.triu(torch.ones((length, length), dtype=torch.bool), diagonal=1)
