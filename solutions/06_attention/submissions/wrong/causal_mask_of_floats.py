"""Your causal mask holds floats. A mask is boolean in this unit: True where a position may attend."""

import torch


def causal_mask(length):
    return torch.ones(length, length).tril()
