"""Your embedding starts with a uniform distribution. The statement asks for a normal one."""

import torch
from torch import nn


class LearnedPositionalEmbedding(nn.Module):
    def __init__(self, max_length, d_model):
        super().__init__()
        self.weight = nn.Parameter((torch.rand(max_length, d_model) - 0.5) * 0.02 * 12**0.5)

    def forward(self, x):
        length = x.shape[1]
        if length > len(self.weight):
            raise ValueError("the sequence is longer than max_length")
        return x + self.weight[:length]
