"""Your causal mask forbids a position to look at itself. Position i may attend to the positions 0..i, itself included;
as it is, the first position could look at nothing.
"""

import torch


def causal_mask(length):
    return torch.ones(length, length, dtype=torch.bool).tril(-1)
