"""True marks the padding in your mask. In this unit True means 'may attend', so it marks the real tokens
(nn.MultiheadAttention has it the other way round).
"""

import torch


def padding_mask(lengths, max_length):
    positions = torch.arange(max_length, device=lengths.device)
    return (positions >= lengths[:, None])[:, None, None, :]
