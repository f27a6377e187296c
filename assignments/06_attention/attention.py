"""Attention: every query mixes the values, weighted by how well it matches their keys.

A query says what a position looks for, a key what a position offers, a value what it hands over. The weights are a
softmax of query-key products, so each output is an average of the values. A mask says which positions may be looked
at; several heads, each with its own projections, look for several things at once.

B is the batch size, h the number of heads, Lq and Lk the numbers of queries and of keys (and values), dk and dv the
widths of keys and values. Everything is a torch tensor, floats keep their dtype and device, and no argument is
modified.
"""

import math

import torch
from torch import Tensor, nn


def scaled_dot_product_attention(q: Tensor, k: Tensor, v: Tensor, mask: Tensor | None = None) -> tuple[Tensor, Tensor]:
    r"""Average the values by how well their keys match the queries: $\mathrm{softmax}(q k^T / \sqrt{d_k})\, v$.

    q (..., Lq, dk), k (..., Lk, dk), v (..., Lk, dv), with any number of leading axes, none included.
    Returns `(out, weights)`: out (..., Lq, dv) and weights (..., Lq, Lk), a softmax over the keys (the last axis).

    mask: boolean, broadcastable to (..., Lq, Lk). True means "may attend" (other libraries mean the opposite by
    True). Forbidden keys get weight 0 and the permitted ones still sum to 1. A query with no permitted key gets zeros,
    in its weights and in its output, never NaN.

    Weights stay finite for scores of any size. Gradients flow through both results, and are finite for every mask.

    >>> q, k = torch.tensor([[2.0]]), torch.tensor([[0.0], [math.log(3.0) / 2.0]])
    >>> out, weights = scaled_dot_product_attention(q, k, torch.tensor([[0.0, 4.0], [8.0, 0.0]]))
    >>> weights
    tensor([[0.2500, 0.7500]])
    >>> out
    tensor([[6.0000, 1.0000]])

    Source: Vaswani et al., "Attention Is All You Need" (2017), section 3.2.1; the masks: section 3.2.3.
    """
    # YOUR CODE HERE
    raise NotImplementedError()


def causal_mask(length: int) -> Tensor:
    """Let position i attend to the positions 0..i, itself included: a boolean (length, length) mask, True = may attend.

    >>> causal_mask(3)
    tensor([[ True, False, False],
            [ True,  True, False],
            [ True,  True,  True]])

    Source: Vaswani et al. (2017), section 3.2.3.
    """
    # YOUR CODE HERE
    raise NotImplementedError()


def padding_mask(lengths: Tensor, max_length: int) -> Tensor:
    """Permit the real tokens of each sequence as keys, and forbid its padding.

    lengths (B,) integers from 0 to max_length, how many tokens of each sequence are real; these come first.
    Returns a boolean mask (B, 1, 1, max_length), True = may attend, which broadcasts over heads and queries.

    >>> padding_mask(torch.tensor([1, 3]), 3)[:, 0, 0]
    tensor([[ True, False, False],
            [ True,  True,  True]])
    """
    # YOUR CODE HERE
    raise NotImplementedError()


class MultiHeadAttention(nn.Module):
    """Attend with several heads at once, each in its own part of the projected features.

    Four projections `q_proj`, `k_proj`, `v_proj` and `out_proj`, each an `nn.Linear(d_model, d_model, bias=False)`.
    Head i works on the i-th block of d_model / num_heads consecutive features of the projected queries, keys and
    values. The heads' outputs, side by side in the order of the heads, go through `out_proj`.
    A d_model that is not a multiple of num_heads raises ValueError.

    >>> attention = MultiHeadAttention(d_model=8, num_heads=2)
    >>> out, weights = attention(torch.ones(3, 4, 8), torch.ones(3, 5, 8), torch.ones(3, 5, 8))
    >>> out.shape, weights.shape
    (torch.Size([3, 4, 8]), torch.Size([3, 2, 4, 5]))

    Source: Vaswani et al. (2017), section 3.2.2.
    """

    def __init__(self, d_model: int, num_heads: int) -> None:
        super().__init__()
        # YOUR CODE HERE
        raise NotImplementedError()

    def forward(self, query: Tensor, key: Tensor, value: Tensor, mask: Tensor | None = None) -> tuple[Tensor, Tensor]:
        """Return `(out, weights)`: out (B, Lq, d_model) and the weights of every head (B, h, Lq, Lk).

        query (B, Lq, d_model), key and value (B, Lk, d_model).
        mask: boolean, True = may attend; (Lq, Lk), or 4-d and broadcastable to (B, h, Lq, Lk). A mask of three axes
        raises ValueError: its first axis might mean sequences or heads, and broadcasting would take it for heads.
        A query with no permitted key gets zeros; gradients flow through both results and are finite.
        """
        # YOUR CODE HERE
        raise NotImplementedError()
