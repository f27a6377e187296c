"""Your padding mask is as wide as the longest sequence of the batch. It is to be as wide as max_length says, like the
padded tensor itself.
"""

import torch


def padding_mask(lengths, max_length):
    positions = torch.arange(int(lengths.max()), device=lengths.device)
    return (positions < lengths[:, None])[:, None, None, :]
