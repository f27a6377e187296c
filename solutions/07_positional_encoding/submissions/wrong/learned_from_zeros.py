"""Your embedding starts as zeros. The statement asks for a normal distribution with standard deviation 0.02."""

import torch
from torch import nn


class LearnedPositionalEmbedding(nn.Module):
    def __init__(self, max_length, d_model):
        super().__init__()
        self.weight = nn.Parameter(torch.zeros(max_length, d_model))

    def forward(self, x):
        length = x.shape[1]
        if length > len(self.weight):
            raise ValueError("the sequence is longer than max_length")
        return x + self.weight[:length]
