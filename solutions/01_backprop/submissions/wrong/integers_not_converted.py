"""You compute in the type that comes in. Integers and float32 are converted to float64 first: products of small integers
overflow, float32 keeps seven digits only.
"""

import numpy as np


def _unbroadcast(gradient, shape):
    gradient = gradient.sum(axis=tuple(range(gradient.ndim - len(shape))))
    return gradient.sum(axis=tuple(i for i, n in enumerate(shape) if n == 1), keepdims=True)


class Add:
    def forward(self, x, y):
        self.shapes = np.shape(x), np.shape(y)
        return x + y

    def backward(self, dout):
        return _unbroadcast(dout, self.shapes[0]), _unbroadcast(dout, self.shapes[1])


class Multiply:
    def forward(self, x, y):
        self.x, self.y = x, y
        return x * y

    def backward(self, dout):
        return _unbroadcast(dout * self.y, np.shape(self.x)), _unbroadcast(dout * self.x, np.shape(self.y))


class Reciprocal:
    def forward(self, x):
        self.out = 1.0 / x
        return self.out

    def backward(self, dout):
        return -dout * self.out**2


class Exp:
    def forward(self, x):
        self.out = np.exp(x)
        return self.out

    def backward(self, dout):
        return dout * self.out


class Sigmoid:
    def forward(self, x):
        self.out = np.exp(-np.logaddexp(0.0, -x))
        return self.out

    def backward(self, dout):
        return dout * self.out * (1.0 - self.out)


class Tanh:
    def forward(self, x):
        self.out = np.tanh(x)
        return self.out

    def backward(self, dout):
        return dout * (1.0 - self.out**2)


class ReLU:
    def forward(self, x):
        self.positive = x > 0
        return np.maximum(x, 0)

    def backward(self, dout):
        return dout * self.positive


class Linear:
    def __init__(self, W, b):
        self.W, self.b = W, b

    def forward(self, x):
        self.x = x
        return x @ self.W + self.b

    def backward(self, dout):
        self.dW, self.db = self.x.T @ dout, dout.sum(axis=0)
        return dout @ self.W.T


def sigmoid_neuron(w, x):
    out = 1.0 / (1.0 + np.exp(-(w[0] * x[0] + w[1] * x[1] + w[2])))
    slope = out * (1.0 - out)
    return out, slope * np.array([x[0], x[1], 1]), slope * w[:2]
