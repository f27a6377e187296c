"""A node keeps what its first forward stored. `backward` belongs to the *last* forward: overwrite it each time."""

import numpy as np


def _unbroadcast(gradient, shape):
    gradient = gradient.sum(axis=tuple(range(gradient.ndim - len(shape))))
    return gradient.sum(axis=tuple(i for i, n in enumerate(shape) if n == 1), keepdims=True)


class Add:
    shapes = None

    def forward(self, x, y):
        x, y = np.asarray(x, dtype=np.float64), np.asarray(y, dtype=np.float64)
        self.shapes = self.shapes or (x.shape, y.shape)
        return x + y

    def backward(self, dout):
        dout = np.asarray(dout, dtype=np.float64)
        return _unbroadcast(dout, self.shapes[0]), _unbroadcast(dout, self.shapes[1])


class Multiply:
    pair = None

    def forward(self, x, y):
        x, y = np.asarray(x, dtype=np.float64), np.asarray(y, dtype=np.float64)
        self.pair = self.pair or (x, y)
        return x * y

    def backward(self, dout):
        x, y = self.pair
        dout = np.asarray(dout, dtype=np.float64)
        return _unbroadcast(dout * y, x.shape), _unbroadcast(dout * x, y.shape)


class Exp:
    out = None

    def forward(self, x):
        out = np.exp(np.asarray(x, dtype=np.float64))
        self.out = out if self.out is None else self.out
        return out

    def backward(self, dout):
        return np.asarray(dout, dtype=np.float64) * self.out
