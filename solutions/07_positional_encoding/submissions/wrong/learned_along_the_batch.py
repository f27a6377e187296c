"""You add row b to sequence b. Row l of the weight belongs to position l: axis 1 of x."""

import torch
from torch import nn


class LearnedPositionalEmbedding(nn.Module):
    def __init__(self, max_length, d_model):
        super().__init__()
        self.weight = nn.Parameter(torch.randn(max_length, d_model) * 0.02)

    def forward(self, x):
        length = x.shape[0]
        if length > len(self.weight):
            raise ValueError("the sequence is longer than max_length")
        return x + self.weight[:length][:, None]
