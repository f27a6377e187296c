"""You take the last L rows of the weight. Position l has row l: the first L rows."""

import torch
from torch import nn


class LearnedPositionalEmbedding(nn.Module):
    def __init__(self, max_length, d_model):
        super().__init__()
        self.weight = nn.Parameter(torch.randn(max_length, d_model) * 0.02)

    def forward(self, x):
        length = x.shape[1]
        if length > len(self.weight):
            raise ValueError("the sequence is longer than max_length")
        return x + self.weight[len(self.weight) - length :]
