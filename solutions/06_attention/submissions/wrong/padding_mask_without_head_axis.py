"""Your padding mask has the shape (B, L), which would broadcast over the wrong axes of the scores. It is to be (B, 1,
1, L): one mask per sequence, for every head and every query.
"""

import torch


def padding_mask(lengths, max_length):
    positions = torch.arange(max_length, device=lengths.device)
    return positions < lengths[:, None]
