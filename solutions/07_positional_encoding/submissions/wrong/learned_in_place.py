"""You change the caller's tensor. Return a new one."""

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
        with torch.no_grad():
            x += self.weight[:length]
        return x
