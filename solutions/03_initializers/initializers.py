"""Weight initialisation: how large the first random weights have to be, so that a deep network can learn at all.

A layer multiplies the spread of what passes through it by a factor that depends on the spread of its weights. Ten
layers multiply ten factors: a little too small, and the signal (and later the gradient) is gone; a little too large,
and it saturates or explodes. Each initializer below picks the variance of the weights so that the factor is about 1.

Shapes, and what they mean:
(fan_in, fan_out)                      a dense layer, used as X W with one example per row of X
(out_channels, in_channels, *kernel)   a convolution, with a kernel of one or two dimensions

Every initializer returns a new float64 array of the given shape, whose entries are independent. All randomness comes
from `rng`, a `numpy.random.Generator`: the same state gives the same weights, and the next call gives others.
The distributions are plain (nothing is truncated), and their mean is 0.
"""

from collections.abc import Callable

import numpy as np


def fans(shape: tuple[int, ...]) -> tuple[int, int]:
    r"""(fan_in, fan_out), two integers: how many inputs feed one output, and how many outputs one input feeds.

    A dense layer of shape (fan_in, fan_out) says it itself. In a convolution of shape (out_channels, in_channels,
    *kernel) an output is fed by all places of the kernel in all input channels, so both fans have the area of the
    kernel (the product of its sides) as a factor. (PyTorch stores dense weights as (out, in); we write X W.)
    Raises ValueError for a shape of fewer than two dimensions.

    >>> fans((300, 100))
    (300, 100)
    >>> fans((16, 3, 5, 5))  # 3 x 25 in, 16 x 25 out
    (75, 400)
    """
    ### BEGIN SOLUTION
    if len(shape) < 2:
        raise ValueError(f"fans need a shape of two dimensions or more, got {shape}")
    if len(shape) == 2:
        fan_in, fan_out = shape
        return fan_in, fan_out
    out_channels, in_channels, *kernel = shape
    area = int(np.prod(kernel))
    return in_channels * area, out_channels * area
    ### END SOLUTION


def zeros(shape: tuple[int, ...]) -> np.ndarray:
    """All zeros, of any shape: right for biases; for weights it keeps all units of a layer alike.

    >>> zeros((2, 3))
    array([[0., 0., 0.],
           [0., 0., 0.]])
    """
    ### BEGIN SOLUTION
    return np.zeros(shape)
    ### END SOLUTION


def normal(shape: tuple[int, ...], rng: np.random.Generator, std: float = 0.01) -> np.ndarray:
    """Normal draws with mean 0 and standard deviation `std`, whatever the layer's size; any shape.

    >>> normal((3,), np.random.default_rng(0)).shape
    (3,)
    """
    ### BEGIN SOLUTION
    return rng.normal(0.0, std, size=shape)
    ### END SOLUTION


def lecun_normal(shape: tuple[int, ...], rng: np.random.Generator) -> np.ndarray:
    r"""Normal draws with variance $1 / \text{fan\_in}$. ValueError below two dimensions.

    Keeps the variance of what goes *forward* through a linear layer (or tanh near 0).

    >>> float(lecun_normal((400, 600), np.random.default_rng(0)).std().round(3))  # 1 / sqrt(400)
    0.05

    Source: LeCun, Bottou, Orr and Mueller, "Efficient BackProp" (1998), section 4.6.
    """
    ### BEGIN SOLUTION
    fan_in, _ = fans(shape)
    return rng.normal(0.0, np.sqrt(1.0 / fan_in), size=shape)
    ### END SOLUTION


def lecun_uniform(shape: tuple[int, ...], rng: np.random.Generator) -> np.ndarray:
    r"""Uniform draws on $[-a, a]$ with variance $1 / \text{fan\_in}$. ValueError below two dimensions.

    The variance of a uniform distribution on $[-a, a]$ is $a^2 / 3$; the bound $a$ is not the standard deviation.

    >>> w = lecun_uniform((300, 500), np.random.default_rng(0))
    >>> float(abs(w).max().round(3)), float(w.std().round(3))
    (0.1, 0.058)
    """
    ### BEGIN SOLUTION
    fan_in, _ = fans(shape)
    bound = np.sqrt(3.0 / fan_in)
    return rng.uniform(-bound, bound, size=shape)
    ### END SOLUTION


def xavier_normal(shape: tuple[int, ...], rng: np.random.Generator, gain: float = 1.0) -> np.ndarray:
    r"""Normal draws with variance $\text{gain}^2 \cdot 2 / (\text{fan\_in} + \text{fan\_out})$.

    A compromise between $1 / \text{fan\_in}$, which keeps activations, and $1 / \text{fan\_out}$, which keeps
    gradients. `gain` scales the standard deviation, and makes up for an activation that shrinks its input.
    ValueError below two dimensions.

    >>> float(xavier_normal((300, 500), np.random.default_rng(0), gain=2.0).std().round(3))  # 2 / sqrt(400)
    0.1

    Source: Glorot and Bengio, "Understanding the difficulty of training deep feedforward neural networks",
    AISTATS 2010, section 4.2.1, equation 12.
    """
    ### BEGIN SOLUTION
    fan_in, fan_out = fans(shape)
    return rng.normal(0.0, gain * np.sqrt(2.0 / (fan_in + fan_out)), size=shape)
    ### END SOLUTION


def xavier_uniform(shape: tuple[int, ...], rng: np.random.Generator, gain: float = 1.0) -> np.ndarray:
    r"""Uniform draws on $[-a, a]$ with variance $\text{gain}^2 \cdot 2 / (\text{fan\_in} + \text{fan\_out})$.

    ValueError below two dimensions.

    >>> w = xavier_uniform((200, 400), np.random.default_rng(0))
    >>> float(abs(w).max().round(3)), float(w.std().round(3))
    (0.1, 0.058)

    Source: Glorot and Bengio, 2010, section 4.2.1, equation 16 ("normalized initialization").
    """
    ### BEGIN SOLUTION
    fan_in, fan_out = fans(shape)
    bound = gain * np.sqrt(6.0 / (fan_in + fan_out))
    return rng.uniform(-bound, bound, size=shape)
    ### END SOLUTION


def he_normal(shape: tuple[int, ...], rng: np.random.Generator) -> np.ndarray:
    r"""Normal draws with variance $2 / \text{fan\_in}$: ReLU halves the mean square, the 2 restores it.

    ValueError below two dimensions.

    >>> float(he_normal((200, 700), np.random.default_rng(0)).std().round(3))  # sqrt(2 / 200)
    0.1

    Source: He, Zhang, Ren and Sun, "Delving Deep into Rectifiers", ICCV 2015, section 2.2, equation 10.
    """
    ### BEGIN SOLUTION
    fan_in, _ = fans(shape)
    return rng.normal(0.0, np.sqrt(2.0 / fan_in), size=shape)
    ### END SOLUTION


def he_uniform(shape: tuple[int, ...], rng: np.random.Generator) -> np.ndarray:
    r"""Uniform draws on $[-a, a]$ with variance $2 / \text{fan\_in}$. ValueError below two dimensions.

    >>> w = he_uniform((600, 200), np.random.default_rng(0))
    >>> float(abs(w).max().round(3)), float(w.std().round(3))
    (0.1, 0.058)
    """
    ### BEGIN SOLUTION
    fan_in, _ = fans(shape)
    bound = np.sqrt(6.0 / fan_in)
    return rng.uniform(-bound, bound, size=shape)
    ### END SOLUTION


def activation_std_profile(
    initializer: Callable[[tuple[int, int], np.random.Generator], np.ndarray],
    activation: Callable[[np.ndarray], np.ndarray],
    depth: int,
    width: int,
    batch: int,
    rng: np.random.Generator,
) -> np.ndarray:
    """How wide the activations spread after each of `depth` layers: the picture of vanishing and exploding signals.

    `batch` examples of standard normal input, drawn from rng, form an array (batch, width). Each layer multiplies it
    from the right by fresh weights `initializer((width, width), rng)`, without a bias, and applies `activation`, which
    is called with whole (batch, width) arrays. The result has shape (depth,): the standard deviation (divide by
    the number of entries) over all batch x width entries after the first, the second, ... layer's activation.

    >>> def halve(shape, rng):
    ...     return 0.5 * np.eye(*shape)
    >>> activation_std_profile(halve, np.abs, 3, 100, 1000, np.random.default_rng(0)).round(2)  # .60 of each half
    array([0.3 , 0.15, 0.08])
    """
    ### BEGIN SOLUTION
    h = rng.standard_normal((batch, width))
    profile = np.empty(depth)
    for layer in range(depth):
        h = activation(h @ initializer((width, width), rng))  # (batch, width)
        profile[layer] = h.std()
    return profile
    ### END SOLUTION
