"""Weights. @REFERENCE@"""

import torch


def weights(x):
    ### BEGIN SOLUTION
    shifted = torch.exp(x - x.amax(-1, keepdim=True))
    return shifted / shifted.sum(-1, keepdim=True)
    ### END SOLUTION


def total(x):
    ### BEGIN SOLUTION
    return x.sum()
    ### END SOLUTION
