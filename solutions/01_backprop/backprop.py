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
    ### BEGIN SOLUTION
    in_front = tuple(range(gradient.ndim - len(shape)))
    gradient = gradient.sum(axis=in_front)
    stretched = tuple(axis for axis, size in enumerate(shape) if size == 1)
    return gradient.sum(axis=stretched, keepdims=True)
    ### END SOLUTION


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
        ### BEGIN SOLUTION
        self.x_shape, self.y_shape = np.shape(x), np.shape(y)
        return np.add(x, y, dtype=np.float64)
        ### END SOLUTION

    def backward(self, dout: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return (dx, dy) for `dout` of the output's shape; both slopes are 1."""
        ### BEGIN SOLUTION
        dout = np.asarray(dout, dtype=np.float64)
        return _unbroadcast(dout, self.x_shape), _unbroadcast(dout, self.y_shape)
        ### END SOLUTION


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
        ### BEGIN SOLUTION
        self.x = np.asarray(x, dtype=np.float64)
        self.y = np.asarray(y, dtype=np.float64)
        return self.x * self.y
        ### END SOLUTION

    def backward(self, dout: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return (dx, dy) for `dout` of the output's shape."""
        ### BEGIN SOLUTION
        dout = np.asarray(dout, dtype=np.float64)
        return _unbroadcast(dout * self.y, self.x.shape), _unbroadcast(dout * self.x, self.y.shape)
        ### END SOLUTION


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
        ### BEGIN SOLUTION
        self.out = 1.0 / np.asarray(x, dtype=np.float64)
        return self.out
        ### END SOLUTION

    def backward(self, dout: np.ndarray) -> np.ndarray:
        """Return dx for `dout` of x's shape."""
        ### BEGIN SOLUTION
        return -np.asarray(dout, dtype=np.float64) * self.out**2
        ### END SOLUTION


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
        ### BEGIN SOLUTION
        self.out = np.exp(np.asarray(x, dtype=np.float64))
        return self.out
        ### END SOLUTION

    def backward(self, dout: np.ndarray) -> np.ndarray:
        """Return dx for `dout` of x's shape."""
        ### BEGIN SOLUTION
        return np.asarray(dout, dtype=np.float64) * self.out
        ### END SOLUTION


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
        ### BEGIN SOLUTION
        x = np.asarray(x, dtype=np.float64)
        self.out = np.exp(-np.logaddexp(0.0, -x))  # log(1 + e^-x), computed without e^-x where that overflows
        return self.out
        ### END SOLUTION

    def backward(self, dout: np.ndarray) -> np.ndarray:
        """Return dx for `dout` of x's shape."""
        ### BEGIN SOLUTION
        return np.asarray(dout, dtype=np.float64) * self.out * (1.0 - self.out)
        ### END SOLUTION


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
        ### BEGIN SOLUTION
        self.out = np.tanh(np.asarray(x, dtype=np.float64))
        return self.out
        ### END SOLUTION

    def backward(self, dout: np.ndarray) -> np.ndarray:
        """Return dx for `dout` of x's shape."""
        ### BEGIN SOLUTION
        return np.asarray(dout, dtype=np.float64) * (1.0 - self.out**2)
        ### END SOLUTION


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
        ### BEGIN SOLUTION
        x = np.asarray(x, dtype=np.float64)
        self.positive = x > 0.0
        return np.maximum(x, 0.0)
        ### END SOLUTION

    def backward(self, dout: np.ndarray) -> np.ndarray:
        """Return dx for `dout` of x's shape."""
        ### BEGIN SOLUTION
        return np.asarray(dout, dtype=np.float64) * self.positive
        ### END SOLUTION


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
        ### BEGIN SOLUTION
        self.W = np.asarray(W, dtype=np.float64)  # (d_in, d_out)
        self.b = np.asarray(b, dtype=np.float64)  # (d_out,)
        ### END SOLUTION

    def forward(self, x: np.ndarray) -> np.ndarray:
        """Map x (N, d_in) to (N, d_out)."""
        ### BEGIN SOLUTION
        self.x = np.asarray(x, dtype=np.float64)  # (N, d_in)
        return self.x @ self.W + self.b  # (N, d_out)
        ### END SOLUTION

    def backward(self, dout: np.ndarray) -> np.ndarray:
        """Return dx (N, d_in) for `dout` (N, d_out); leave `dW` (d_in, d_out) and `db` (d_out,) as attributes.

        Both are overwritten at each call, never added to what stood there.
        """
        ### BEGIN SOLUTION
        dout = np.asarray(dout, dtype=np.float64)  # (N, d_out)
        self.dW = self.x.T @ dout  # (d_in, d_out)
        self.db = dout.sum(axis=0)  # (d_out,)
        return dout @ self.W.T  # (N, d_in)
        ### END SOLUTION


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
    ### BEGIN SOLUTION
    first, second = Multiply(), Multiply()
    products, biased = Add(), Add()
    activation = Sigmoid()

    dot = products.forward(first.forward(w[0], x[0]), second.forward(w[1], x[1]))
    out = activation.forward(biased.forward(dot, w[2]))

    ddot, dw2 = biased.backward(activation.backward(1.0))
    dfirst, dsecond = products.backward(ddot)
    dw0, dx0 = first.backward(dfirst)
    dw1, dx1 = second.backward(dsecond)
    return out, np.array([dw0, dw1, dw2]), np.array([dx0, dx1])
    ### END SOLUTION


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
    ### BEGIN SOLUTION
    x = np.array(x, dtype=np.float64)  # a copy: the caller's array stays as it is
    gradient = np.empty_like(x)
    for index in np.ndindex(x.shape):
        centre = x[index]
        x[index] = centre + h
        above = f(x)
        x[index] = centre - h
        below = f(x)
        x[index] = centre
        gradient[index] = (above - below) / (2.0 * h)
    return gradient
    ### END SOLUTION


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
        ### BEGIN SOLUTION
        self.data = float(data)
        self.grad = 0.0
        self._edges: tuple[tuple[Value, float], ...] = ()  # the inputs, each with the slope of this value in it
        ### END SOLUTION

    def __add__(self, other: "Value | float") -> "Value":
        ### BEGIN SOLUTION
        other = other if isinstance(other, Value) else Value(other)
        out = Value(self.data + other.data)
        out._edges = ((self, 1.0), (other, 1.0))
        return out
        ### END SOLUTION

    def __radd__(self, other: float) -> "Value":
        ### BEGIN SOLUTION
        return self + other
        ### END SOLUTION

    def __mul__(self, other: "Value | float") -> "Value":
        ### BEGIN SOLUTION
        other = other if isinstance(other, Value) else Value(other)
        out = Value(self.data * other.data)
        out._edges = ((self, other.data), (other, self.data))
        return out
        ### END SOLUTION

    def __rmul__(self, other: float) -> "Value":
        ### BEGIN SOLUTION
        return self * other
        ### END SOLUTION

    def __neg__(self) -> "Value":
        ### BEGIN SOLUTION
        return self * -1.0
        ### END SOLUTION

    def __sub__(self, other: "Value | float") -> "Value":
        ### BEGIN SOLUTION
        return self + -other
        ### END SOLUTION

    def __rsub__(self, other: float) -> "Value":
        ### BEGIN SOLUTION
        return -self + other
        ### END SOLUTION

    def __truediv__(self, other: "Value | float") -> "Value":
        ### BEGIN SOLUTION
        return self * (1.0 / other)
        ### END SOLUTION

    def __rtruediv__(self, other: float) -> "Value":
        ### BEGIN SOLUTION
        return self**-1 * other
        ### END SOLUTION

    def __pow__(self, exponent: float) -> "Value":
        ### BEGIN SOLUTION
        out = Value(self.data**exponent)
        slope = exponent * self.data ** (exponent - 1) if exponent else 0.0  # 0 ** -1 does not exist
        out._edges = ((self, slope),)
        return out
        ### END SOLUTION

    def exp(self) -> "Value":
        """Return e to the power of this value."""
        ### BEGIN SOLUTION
        out = Value(np.exp(self.data))
        out._edges = ((self, out.data),)
        return out
        ### END SOLUTION

    def tanh(self) -> "Value":
        """Return the hyperbolic tangent of this value; +-1000 give +-1."""
        ### BEGIN SOLUTION
        out = Value(np.tanh(self.data))
        out._edges = ((self, 1.0 - out.data**2),)
        return out
        ### END SOLUTION

    def sigmoid(self) -> "Value":
        """Return the logistic function of this value; +-1000 give 1 and 0 without a warning."""
        ### BEGIN SOLUTION
        out = Value(np.exp(-np.logaddexp(0.0, -self.data)))
        out._edges = ((self, out.data * (1.0 - out.data)),)
        return out
        ### END SOLUTION

    def relu(self) -> "Value":
        """Return max(this value, 0)."""
        ### BEGIN SOLUTION
        out = Value(max(self.data, 0.0))
        out._edges = ((self, float(self.data > 0.0)),)
        return out
        ### END SOLUTION

    def backward(self) -> None:
        """Set `grad` of every value in this one's graph to the derivative of this value with respect to it.

        The gradients of the graph that is reached are cleared first, so a second call gives the same answer; values
        outside that graph keep theirs. A value passes its gradient on only when it is complete, that is, after all the
        values that use it. A chain of 5,000 values works: Python's recursion limit does not matter.
        """
        ### BEGIN SOLUTION
        order: list[Value] = []  # every value stands after all its inputs
        seen: set[Value] = set()
        stack = [(self, False)]
        while stack:
            node, inputs_done = stack.pop()
            if inputs_done:
                order.append(node)
            elif node not in seen:
                seen.add(node)
                stack.append((node, True))
                stack.extend((source, False) for source, _ in node._edges)

        for node in order:
            node.grad = 0.0
        self.grad = 1.0
        for node in reversed(order):
            for source, slope in node._edges:
                source.grad += slope * node.grad
        ### END SOLUTION
