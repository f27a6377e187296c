"""Backpropagation: local derivatives, joined by the chain rule.

A network is a graph of small nodes. Each node does two things:

- `forward(...)` computes the output and stores what the way back will need;
- `backward(dout)` receives the gradient of the loss with respect to the node's *output* (`dout`, of the output's shape)
  and returns the gradient with respect to each *input* (of that input's shape): local derivative times `dout`.

The first half of the unit writes such nodes for arrays; the second half, `Value`, lets the program record the graph.

Conventions: results are float64 whatever comes in (float32 and integers are converted first); arguments are never
modified; `backward` belongs to the last `forward` of the same node and may be called again.

Sources: D. Rumelhart, G. Hinton, R. Williams, "Learning representations by back-propagating errors", Nature 323 (1986);
I. Goodfellow, Y. Bengio, A. Courville, "Deep Learning" (2016), section 6.5; A. Baydin, B. Pearlmutter, A. Radul,
J. Siskind, "Automatic differentiation in machine learning: a survey", JMLR 18 (2018), section 3.2 (reverse mode).
"""

from collections.abc import Callable

import numpy as np


def _unbroadcast(gradient: np.ndarray, shape: tuple[int, ...]) -> np.ndarray:
    """Sum `gradient` over the axes along which NumPy repeated an input of this `shape`.

    An entry that was used k times in forward receives the sum of k gradients in backward. NumPy repeats in two ways: it
    puts new axes in front, and it stretches axes of size 1.

    >>> _unbroadcast(np.ones((4, 3)), (3,))
    array([4., 4., 4.])
    >>> _unbroadcast(np.ones((4, 3)), (4, 1)).shape
    (4, 1)
    """
    # YOUR CODE HERE
    raise NotImplementedError()


class Add:
    """out = x + y, with NumPy's broadcasting. The gradient is copied to both inputs, each in its own shape.

    >>> node = Add()
    >>> node.forward(np.zeros((4, 3)), np.ones(3)).shape
    (4, 3)
    >>> dx, dy = node.backward(np.ones((4, 3)))
    >>> dx.shape, dy
    ((4, 3), array([4., 4., 4.]))
    """

    def forward(self, x: np.ndarray, y: np.ndarray) -> np.ndarray:
        """Add two arrays whose shapes broadcast; the result is float64."""
        # YOUR CODE HERE
        raise NotImplementedError()

    def backward(self, dout: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return (dx, dy) for `dout` of the output's shape; both slopes are 1."""
        # YOUR CODE HERE
        raise NotImplementedError()


class Multiply:
    """out = x * y (entry by entry), with NumPy's broadcasting. Each input's slope is the other input.

    >>> node = Multiply()
    >>> node.forward(np.array([2.0, 3.0]), np.array([-1.0, 4.0]))
    array([-2., 12.])
    >>> node.backward(np.array([1.0, 10.0]))
    (array([-1., 40.]), array([ 2., 30.]))
    """

    def forward(self, x: np.ndarray, y: np.ndarray) -> np.ndarray:
        """Multiply two arrays whose shapes broadcast; the result is float64."""
        # YOUR CODE HERE
        raise NotImplementedError()

    def backward(self, dout: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return (dx, dy) for `dout` of the output's shape."""
        # YOUR CODE HERE
        raise NotImplementedError()


class Reciprocal:
    """out = 1 / x, whose slope is -1 / x^2. No input is 0.

    >>> node = Reciprocal()
    >>> node.forward(np.array([2.0, -4.0]))
    array([ 0.5 , -0.25])
    >>> node.backward(np.array([1.0, 16.0]))
    array([-0.25, -1.  ])
    """

    def forward(self, x: np.ndarray) -> np.ndarray:
        """Return 1 / x for x of any shape."""
        # YOUR CODE HERE
        raise NotImplementedError()

    def backward(self, dout: np.ndarray) -> np.ndarray:
        """Return dx for `dout` of x's shape."""
        # YOUR CODE HERE
        raise NotImplementedError()


class Exp:
    """out = e^x, which is its own slope.

    >>> node = Exp()
    >>> node.forward(np.array([0.0, 1.0])).round(4)
    array([1.    , 2.7183])
    >>> node.backward(np.array([3.0, 1.0])).round(4)
    array([3.    , 2.7183])
    """

    def forward(self, x: np.ndarray) -> np.ndarray:
        """Return e^x for x of any shape."""
        # YOUR CODE HERE
        raise NotImplementedError()

    def backward(self, dout: np.ndarray) -> np.ndarray:
        """Return dx for `dout` of x's shape."""
        # YOUR CODE HERE
        raise NotImplementedError()


class Sigmoid:
    """out = 1 / (1 + e^-x), the logistic function. In terms of the *output* its slope is out (1 - out), at most 1/4.

    Inputs of +-1000 give 1 and 0 without a warning, so e^1000 must not be computed on the way.

    >>> node = Sigmoid()
    >>> node.forward(np.array([-1000.0, 0.0, 1000.0]))
    array([0. , 0.5, 1. ])
    >>> node.backward(np.array([1.0, 1.0, 1.0]))
    array([0.  , 0.25, 0.  ])
    """

    def forward(self, x: np.ndarray) -> np.ndarray:
        """Return the logistic function of x for x of any shape."""
        # YOUR CODE HERE
        raise NotImplementedError()

    def backward(self, dout: np.ndarray) -> np.ndarray:
        """Return dx for `dout` of x's shape."""
        # YOUR CODE HERE
        raise NotImplementedError()


class Tanh:
    """out = tanh(x) = 2 sigmoid(2x) - 1. In terms of the *output* its slope is 1 - out^2, at most 1.

    >>> node = Tanh()
    >>> node.forward(np.array([0.0, 1000.0]))
    array([0., 1.])
    >>> node.backward(np.array([1.0, 1.0]))
    array([1., 0.])
    """

    def forward(self, x: np.ndarray) -> np.ndarray:
        """Return tanh(x) for x of any shape."""
        # YOUR CODE HERE
        raise NotImplementedError()

    def backward(self, dout: np.ndarray) -> np.ndarray:
        """Return dx for `dout` of x's shape."""
        # YOUR CODE HERE
        raise NotImplementedError()


class ReLU:
    """out = max(x, 0). The slope is 1 where x > 0 and 0 elsewhere; at x = 0 we take 0, as PyTorch does.

    V. Nair, G. Hinton, "Rectified linear units improve restricted Boltzmann machines", ICML 2010, section 2.

    >>> node = ReLU()
    >>> node.forward(np.array([-2.0, 0.0, 3.0]))
    array([0., 0., 3.])
    >>> node.backward(np.array([5.0, 5.0, 5.0]))
    array([0., 0., 5.])
    """

    def forward(self, x: np.ndarray) -> np.ndarray:
        """Return max(x, 0) for x of any shape."""
        # YOUR CODE HERE
        raise NotImplementedError()

    def backward(self, dout: np.ndarray) -> np.ndarray:
        """Return dx for `dout` of x's shape."""
        # YOUR CODE HERE
        raise NotImplementedError()


class Linear:
    """out = x W + b for a batch of rows, with W (d_in, d_out) and b (d_out,).

    The bias is repeated for every row, so its gradient is summed over the rows. Nothing is divided by N: if the loss is
    a mean, the factor 1/N already stands in `dout`.

    >>> layer = Linear(np.array([[1.0], [2.0]]), np.array([0.5]))
    >>> layer.forward(np.array([[3.0, 4.0], [0.0, 1.0]]))
    array([[11.5],
           [ 2.5]])
    >>> layer.backward(np.array([[1.0], [10.0]]))
    array([[ 1.,  2.],
           [10., 20.]])
    >>> layer.dW, layer.db
    (array([[ 3.],
           [14.]]), array([11.]))
    """

    def __init__(self, W: np.ndarray, b: np.ndarray) -> None:
        # YOUR CODE HERE
        raise NotImplementedError()

    def forward(self, x: np.ndarray) -> np.ndarray:
        """Map x (N, d_in) to (N, d_out)."""
        # YOUR CODE HERE
        raise NotImplementedError()

    def backward(self, dout: np.ndarray) -> np.ndarray:
        """Return dx (N, d_in) for `dout` (N, d_out); leave `dW` (d_in, d_out) and `db` (d_out,) as attributes.

        Both are overwritten at each call, never added to what stood there.
        """
        # YOUR CODE HERE
        raise NotImplementedError()


def sigmoid_neuron(w: np.ndarray, x: np.ndarray) -> tuple[float, np.ndarray, np.ndarray]:
    """Return (out, dw, dx) of one neuron, out = sigmoid(w0 x0 + w1 x1 + w2), for w (3,) and x (2,).

    `dw` (3,) and `dx` (2,) are the gradients of `out` itself. Build the circuit from the nodes above: two products, two
    sums, one sigmoid; then walk it backwards, starting from d out / d out = 1.

    >>> out, dw, dx = sigmoid_neuron(np.array([2.0, -3.0, -3.0]), np.array([-1.0, -2.0]))
    >>> round(float(out), 9)
    0.731058579
    >>> dw.round(9), dx.round(9)
    (array([-0.19661193, -0.39322387,  0.19661193]), array([ 0.39322387, -0.5898358 ]))
    """
    # YOUR CODE HERE
    raise NotImplementedError()


def numerical_gradient(f: Callable[[np.ndarray], float], x: np.ndarray, h: float = 1e-5) -> np.ndarray:
    """Approximate the gradient of f at x by central differences, (f(x + h e_i) - f(x - h e_i)) / 2h per entry i.

    `f` takes a float64 array of x's shape and returns a number. x may have any shape, 0-d included; the result has the
    same one. x itself is never moved: it may be read-only.

    The error of the central formula falls with h^2 (that of the one-sided one with h), the error of rounding grows with
    1/h; 1e-5 is near the best compromise in float64. W. Press et al., "Numerical Recipes" (2007), section 5.7.

    >>> numerical_gradient(lambda x: float((x**2).sum()), np.array([[1.0, -2.0]])).round(6)
    array([[ 2., -4.]])
    >>> numerical_gradient(lambda x: float(x**3), np.array(1.0), h=0.5)
    array(3.25)
    """
    # YOUR CODE HERE
    raise NotImplementedError()


class Value:
    """A number that remembers how it was computed, so that `backward` can differentiate it (reverse mode).

    Attributes: `data` (a float, whatever number came in) and `grad` (0 until a `backward` reaches this value; then the
    derivative of the value on which `backward` was called with respect to this one).

    `+ - * /` take a Value or a number on either side, `**` takes a number as its exponent. Conventions: the slope of
    relu at 0 is 0; `x ** 0` is the constant 1, so its slope is 0 (at x = 0 too). The idea of so small a graph is A.
    Karpathy's (micrograd, 2020).

    >>> x = Value(3.0)
    >>> y = x * x + 2 / x
    >>> y.backward()
    >>> round(y.data, 6), round(x.grad, 6)
    (9.666667, 5.777778)
    """

    def __init__(self, data: float) -> None:
        # YOUR CODE HERE
        raise NotImplementedError()

    def __add__(self, other: "Value | float") -> "Value":
        # YOUR CODE HERE
        raise NotImplementedError()

    def __radd__(self, other: float) -> "Value":
        # YOUR CODE HERE
        raise NotImplementedError()

    def __mul__(self, other: "Value | float") -> "Value":
        # YOUR CODE HERE
        raise NotImplementedError()

    def __rmul__(self, other: float) -> "Value":
        # YOUR CODE HERE
        raise NotImplementedError()

    def __neg__(self) -> "Value":
        # YOUR CODE HERE
        raise NotImplementedError()

    def __sub__(self, other: "Value | float") -> "Value":
        # YOUR CODE HERE
        raise NotImplementedError()

    def __rsub__(self, other: float) -> "Value":
        # YOUR CODE HERE
        raise NotImplementedError()

    def __truediv__(self, other: "Value | float") -> "Value":
        # YOUR CODE HERE
        raise NotImplementedError()

    def __rtruediv__(self, other: float) -> "Value":
        # YOUR CODE HERE
        raise NotImplementedError()

    def __pow__(self, exponent: float) -> "Value":
        # YOUR CODE HERE
        raise NotImplementedError()

    def exp(self) -> "Value":
        """Return e to the power of this value."""
        # YOUR CODE HERE
        raise NotImplementedError()

    def tanh(self) -> "Value":
        """Return the hyperbolic tangent of this value; +-1000 give +-1."""
        # YOUR CODE HERE
        raise NotImplementedError()

    def sigmoid(self) -> "Value":
        """Return the logistic function of this value; +-1000 give 1 and 0 without a warning."""
        # YOUR CODE HERE
        raise NotImplementedError()

    def relu(self) -> "Value":
        """Return max(this value, 0)."""
        # YOUR CODE HERE
        raise NotImplementedError()

    def backward(self) -> None:
        """Set `grad` of every value in this one's graph to the derivative of this value with respect to it.

        The gradients of the graph that is reached are cleared first, so a second call gives the same answer; values
        outside that graph keep theirs. A value passes its gradient on only when it is complete, that is, after all the
        values that use it. A chain of 5,000 values works: Python's recursion limit does not matter.
        """
        # YOUR CODE HERE
        raise NotImplementedError()
