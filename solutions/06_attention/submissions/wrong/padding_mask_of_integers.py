"""Your padding mask holds integers. A mask is boolean in this unit: True where a key may be looked at."""

import torch


def padding_mask(lengths, max_length):
    positions = torch.arange(max_length, device=lengths.device)
    return (positions < lengths[:, None])[:, None, None, :].long()
