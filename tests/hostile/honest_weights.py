# The honest solution, which stands before every hostile one of the torch unit.
import torch


def honest_weights(x):
    shifted = torch.exp(x - x.amax(-1, keepdim=True))
    return shifted / shifted.sum(-1, keepdim=True)


def honest_total(x):
    return x.sum()


weights, total = honest_weights, honest_total
