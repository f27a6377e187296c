"""Exponentials, masked and then normalised; a row without a permitted key is divided by 1."""

import torch


def scaled_dot_product_attention(q, k, v, mask=None):
    scores = torch.matmul(q, k.mT) / q.shape[-1] ** 0.5
    if mask is None:
        mask = torch.ones_like(scores, dtype=torch.bool)
    scores = torch.where(mask, scores, -1e30)
    exps = torch.exp(scores - scores.amax(-1, keepdim=True).detach()) * mask
    total = exps.sum(-1, keepdim=True)
    weights = exps / torch.where(total == 0, 1.0, total)
    return torch.matmul(weights, v), weights


def padding_mask(lengths, max_length):
    mask = torch.zeros(lengths.shape[0], 1, 1, max_length, dtype=torch.bool)
    for i, length in enumerate(lengths.tolist()):
        mask[i, :, :, :length] = True
    return mask
