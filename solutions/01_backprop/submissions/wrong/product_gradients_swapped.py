"""The slope of a product with respect to one factor is the *other* factor; you multiply `dout` by the factor itself."""

import numpy as np


def _unbroadcast(gradient, shape):
    gradient = gradient.sum(axis=tuple(range(gradient.ndim - len(shape))))
    return gradient.sum(axis=tuple(i for i, n in enumerate(shape) if n == 1), keepdims=True)


class Multiply:
    def forward(self, x, y):
        self.x, self.y = np.asarray(x, dtype=np.float64), np.asarray(y, dtype=np.float64)
        return self.x * self.y

    def backward(self, dout):
        dout = np.asarray(dout, dtype=np.float64)
        dx, dy = np.broadcast_to(self.x, dout.shape) * dout, np.broadcast_to(self.y, dout.shape) * dout
        return _unbroadcast(dx, self.x.shape), _unbroadcast(dy, self.y.shape)
