"""You set the seed inside, so every embedding starts with the same numbers, and everyone else's random numbers
change too.
"""

import torch
from torch import nn


class LearnedPositionalEmbedding(nn.Module):
    def __init__(self, max_length, d_model):
        super().__init__()
        torch.manual_seed(0)
        self.weight = nn.Parameter(torch.randn(max_length, d_model) * 0.02)

    def forward(self, x):
        length = x.shape[1]
        if length > len(self.weight):
            raise ValueError("the sequence is longer than max_length")
        return x + self.weight[:length]
