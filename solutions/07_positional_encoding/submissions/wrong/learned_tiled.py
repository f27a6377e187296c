"""One random row serves all positions, so at the start the model cannot tell them apart. Each position has a vector
of its own.
"""

import torch
from torch import nn


class LearnedPositionalEmbedding(nn.Module):
    def __init__(self, max_length, d_model):
        super().__init__()
        self.weight = nn.Parameter((torch.randn(1, d_model) * 0.02).repeat(max_length, 1))

    def forward(self, x):
        length = x.shape[1]
        if length > len(self.weight):
            raise ValueError("the sequence is longer than max_length")
        return x + self.weight[:length]
