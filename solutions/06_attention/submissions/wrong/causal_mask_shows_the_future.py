"""Your causal mask permits the later positions and forbids the earlier ones. True means 'may attend' in this unit, and
a position may look back, not ahead.
"""

import torch


def causal_mask(length):
    return torch.ones(length, length, dtype=torch.bool).triu()
