"""Your weight is (d_model, max_length). Positions are its rows: (max_length, d_model)."""

import torch
from torch import nn


class LearnedPositionalEmbedding(nn.Module):
    def __init__(self, max_length, d_model):
        super().__init__()
        self.weight = nn.Parameter(torch.randn(d_model, max_length) * 0.02)

    def forward(self, x):
        length = x.shape[1]
        if length > self.weight.shape[1]:
            raise ValueError("the sequence is longer than max_length")
        return x + self.weight[:, :length].T
