"""You sum over the axes that broadcasting put in front, but not over axes of size 1 that it stretched. An input of shape
(4, 1) needs a gradient of shape (4, 1).
"""

import numpy as np


def _unbroadcast(gradient, shape):
    return gradient.sum(axis=tuple(range(gradient.ndim - len(shape))))


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
