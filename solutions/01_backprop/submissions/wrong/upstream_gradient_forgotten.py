"""You return the local slope alone. By the chain rule, `backward` multiplies it by `dout`, the gradient that comes from
above.
"""

import numpy as np


def _unbroadcast(gradient, shape):
    gradient = gradient.sum(axis=tuple(range(gradient.ndim - len(shape))))
    return gradient.sum(axis=tuple(i for i, n in enumerate(shape) if n == 1), keepdims=True)


class Add:
    def forward(self, x, y):
        x, y = np.asarray(x, dtype=np.float64), np.asarray(y, dtype=np.float64)
        self.shapes = x.shape, y.shape
        return x + y

    def backward(self, dout):
        ones = np.ones(np.shape(dout))
        return _unbroadcast(ones, self.shapes[0]), _unbroadcast(ones, self.shapes[1])


class Multiply:
    def forward(self, x, y):
        self.x, self.y = np.asarray(x, dtype=np.float64), np.asarray(y, dtype=np.float64)
        return self.x * self.y

    def backward(self, dout):
        ones = np.ones(np.shape(dout))
        return _unbroadcast(ones * self.y, self.x.shape), _unbroadcast(ones * self.x, self.y.shape)


class Reciprocal:
    def forward(self, x):
        self.x = np.asarray(x, dtype=np.float64)
        return 1.0 / self.x

    def backward(self, dout):
        return -1.0 / self.x**2


class Exp:
    def forward(self, x):
        self.out = np.exp(np.asarray(x, dtype=np.float64))
        return self.out

    def backward(self, dout):
        return self.out


class Sigmoid:
    def forward(self, x):
        self.out = np.exp(-np.logaddexp(0.0, -np.asarray(x, dtype=np.float64)))
        return self.out

    def backward(self, dout):
        return self.out * (1.0 - self.out)


class Tanh:
    def forward(self, x):
        self.out = np.tanh(np.asarray(x, dtype=np.float64))
        return self.out

    def backward(self, dout):
        return 1.0 - self.out**2


class ReLU:
    def forward(self, x):
        self.x = np.asarray(x, dtype=np.float64)
        return np.maximum(self.x, 0.0)

    def backward(self, dout):
        return (self.x > 0.0).astype(np.float64)
