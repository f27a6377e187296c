"""A sequence that is longer than max_length is accepted or fails elsewhere. The statement asks for a ValueError."""

import torch
from torch import nn


class LearnedPositionalEmbedding(nn.Module):
    def __init__(self, max_length, d_model):
        super().__init__()
        self.weight = nn.Parameter(torch.randn(max_length, d_model) * 0.02)

    def forward(self, x):
        length = x.shape[1]
        rows = torch.arange(length).clamp(max=len(self.weight) - 1)
        return x + self.weight[rows]
