"""The learned embedding drawn by torch's initialiser, and read by row numbers."""

import torch
from torch import nn


class LearnedPositionalEmbedding(nn.Module):
    def __init__(self, max_length, d_model):
        super().__init__()
        self.weight = nn.Parameter(torch.empty(max_length, d_model))
        nn.init.normal_(self.weight, std=0.02)
        self.register_buffer("rows", torch.arange(max_length))

    def forward(self, x):
        if x.size(1) > self.weight.size(0):
            raise ValueError(f"at most {self.weight.size(0)} positions")
        return x + nn.functional.embedding(self.rows[: x.size(1)], self.weight).unsqueeze(0)
