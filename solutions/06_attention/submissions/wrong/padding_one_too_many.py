"""Your padding mask permits one token too many: of a sequence of length n, the positions 0..n-1 are real."""

import torch


def padding_mask(lengths, max_length):
    positions = torch.arange(max_length, device=lengths.device)
    return (positions <= lengths[:, None])[:, None, None, :]
