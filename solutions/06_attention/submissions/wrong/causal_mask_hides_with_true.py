"""True marks what your causal mask hides. In this unit True means 'may attend' (nn.MultiheadAttention has it the other
way round).
"""

import torch


def causal_mask(length):
    return torch.ones(length, length, dtype=torch.bool).triu(1)
