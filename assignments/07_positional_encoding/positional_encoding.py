r"""Positional encoding: telling attention, which sees a set, where each word stands in the sequence.

Attention treats its inputs as a set: shuffle the words and the outputs are shuffled along. So the position has to be
in the vectors. Three answers: add a fixed vector of sines and cosines, add a learned vector, or rotate the features
by an angle proportional to the position. The first and the third turn a shift in position into a rotation that is
the same wherever it starts, which is what makes relative positions easy to see.

Throughout, position p and the pair i of features (2i, 2i + 1) share the angle $p / \text{base}^{2i/d}$. Positions
count from 0, and start at `start` where there is such a parameter (any integer). B is the batch size, L the length,
D the width. Everything is a torch tensor, floats keep their dtype and device, and no argument is modified.
"""

import torch
from torch import Tensor, nn


def sinusoidal_positional_encoding(
    length: int, d_model: int, base: float = 10000.0, start: int = 0, dtype: torch.dtype = torch.float32
) -> Tensor:
    r"""The encodings of the positions start, ..., start + length - 1, one per row.

    $PE_{p, 2i} = \sin(p / \text{base}^{2i/d_\text{model}})$ and
    $PE_{p, 2i+1} = \cos(p / \text{base}^{2i/d_\text{model}})$: sine and cosine alternate, and the two columns of a
    pair share one angle. An odd d_model is allowed; its last column is a sine.
    Returns (length, d_model) of the given dtype. The angles are computed in float64 whatever the dtype is: at
    position 5,000 a float32 angle is off in the fourth decimal.

    >>> sinusoidal_positional_encoding(2, 4)
    tensor([[0.0000, 1.0000, 0.0000, 1.0000],
            [0.8415, 0.5403, 0.0100, 0.9999]])

    Source: Vaswani et al., "Attention Is All You Need" (2017), section 3.5.
    """
    # YOUR CODE HERE
    raise NotImplementedError()


def add_positional_encoding(x: Tensor) -> Tensor:
    """Add the encoding of position l (from 0, base 10000) to x[b, l], the same for each sequence b of the batch.

    x (B, L, D), any D; returns the same shape, dtype and device. Nothing is rescaled before the addition (the paper
    multiplies its embeddings by sqrt(d_model) first; that is the embedding layer's affair here).

    >>> add_positional_encoding(torch.zeros(1, 2, 3))
    tensor([[[0.0000, 1.0000, 0.0000],
             [0.8415, 0.5403, 0.0022]]])

    Source: Vaswani et al. (2017), section 3.5.
    """
    # YOUR CODE HERE
    raise NotImplementedError()


def shift_matrix(offset: int, d_model: int, base: float = 10000.0) -> Tensor:
    r"""The matrix M that moves every encoding by `offset` positions: $PE_{p + \text{offset}} = M\, PE_p$ for each p.

    M depends on the offset, not on p; it multiplies encodings that stand as columns. Any integer offset is allowed.
    Returns a float64 matrix (d_model, d_model); an odd d_model raises ValueError (its last sine has no cosine).

    >>> shift_matrix(1, 2)
    tensor([[ 0.5403,  0.8415],
            [-0.8415,  0.5403]], dtype=torch.float64)

    Source: Vaswani et al. (2017), section 3.5, states that M exists; it follows from the addition theorems of sine
    and cosine.
    """
    # YOUR CODE HERE
    raise NotImplementedError()


class LearnedPositionalEmbedding(nn.Module):
    """Add a learned vector for each position.

    The parameter `weight` (max_length, d_model) is drawn from a normal distribution of mean 0 and standard deviation
    0.02 and trained with the model. Its row l belongs to position l.

    >>> embedding = LearnedPositionalEmbedding(max_length=16, d_model=4)
    >>> embedding(torch.ones(2, 3, 4)).shape
    torch.Size([2, 3, 4])

    Source: Gehring et al., "Convolutional Sequence to Sequence Learning" (2017), section 3.1; the standard
    deviation: Radford et al., "Improving Language Understanding by Generative Pre-Training" (2018), section 4.1.
    """

    def __init__(self, max_length: int, d_model: int) -> None:
        super().__init__()
        # YOUR CODE HERE
        raise NotImplementedError()

    def forward(self, x: Tensor) -> Tensor:
        """Return x + weight[:L], the same for each sequence of the batch; x (B, L, d_model).

        A sequence of more than max_length positions raises ValueError: it has positions that were never learned.
        """
        # YOUR CODE HERE
        raise NotImplementedError()


def rotary_embedding(x: Tensor, base: float = 10000.0, start: int = 0) -> Tensor:
    r"""Rotate each pair of features by the angle of its position.

    x (..., L, d), with any number of leading axes; the row l has position start + l. The features (2i, 2i + 1) form
    pair i (neighbours, as in the paper; some libraries pair feature i with i + d/2) and turn counter-clockwise by
    $\theta = p / \text{base}^{2i/d}$:
    $(a, b) \mapsto (a \cos\theta - b \sin\theta,\; a \sin\theta + b \cos\theta)$.
    Returns the same shape, dtype and device. The angles are computed in float64. An odd d raises ValueError.

    >>> rotary_embedding(torch.tensor([[1.0, 0.0], [1.0, 0.0]]))
    tensor([[1.0000, 0.0000],
            [0.5403, 0.8415]])

    Source: Su et al., "RoFormer: Enhanced Transformer with Rotary Position Embedding" (2021), section 3.2.2.
    """
    # YOUR CODE HERE
    raise NotImplementedError()
