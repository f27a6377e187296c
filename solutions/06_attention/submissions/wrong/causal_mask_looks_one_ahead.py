"""Your causal mask lets each position see the next one, the very word that it is to predict. Position i may attend to
the positions 0..i.
"""

import torch


def causal_mask(length):
    return torch.ones(length, length, dtype=torch.bool).tril(1)
