"""An input that was repeated gets the *sum* of the gradients of its copies; you take their mean."""

import numpy as np


def _unbroadcast(gradient, shape):
    gradient = gradient.mean(axis=tuple(range(gradient.ndim - len(shape))))
    return gradient.mean(axis=tuple(i for i, n in enumerate(shape) if n == 1), keepdims=True)


class Add:
    def forward(self, x, y):
        x, y = np.asarray(x, dtype=np.float64), np.asarray(y, dtype=np.float64)
        self.shapes = x.shape, y.shape
        return x + y

    def backward(self, dout):
        dout = np.asarray(dout, dtype=np.float64)
        return _unbroadcast(dout, self.shapes[0]), _unbroadcast(dout, self.shapes[1])


class Multiply:
    def forward(self, x, y):
        self.x, self.y = np.asarray(x, dtype=np.float64), np.asarray(y, dtype=np.float64)
        return self.x * self.y

    def backward(self, dout):
        dout = np.asarray(dout, dtype=np.float64)
        return _unbroadcast(dout * self.y, self.x.shape), _unbroadcast(dout * self.x, self.y.shape)
