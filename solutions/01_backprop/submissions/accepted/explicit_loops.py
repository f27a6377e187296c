"""Sums over broadcast axes and matrix products written as loops; a stable sigmoid in two branches."""

import numpy as np


def shrink(gradient, shape):
    while gradient.ndim > len(shape):
        gradient = gradient.sum(0)
    for axis, size in enumerate(shape):
        if size == 1 and gradient.shape[axis] != 1:
            gradient = gradient.sum(axis, keepdims=True)
    return gradient


class Add:
    def forward(self, x, y):
        self.x, self.y = np.array(x, float), np.array(y, float)
        return self.x + self.y

    def backward(self, dout):
        dout = np.array(dout, float)
        return [shrink(dout, self.x.shape), shrink(dout, self.y.shape)]


class Multiply:
    def forward(self, x, y):
        self.x, self.y = np.array(x, float), np.array(y, float)
        return self.x * self.y

    def backward(self, dout):
        dx, dy = np.zeros(self.x.shape), np.zeros(self.y.shape)
        x, y = np.broadcast_arrays(self.x, self.y)
        for index in np.ndindex(x.shape):
            for gradient, other in ((dx, y), (dy, x)):
                own = index[len(index) - gradient.ndim :]
                place = tuple(i if size > 1 else 0 for i, size in zip(own, gradient.shape, strict=True))
                gradient[place] += float(dout[index]) * other[index]
        return dx, dy


class Sigmoid:
    def forward(self, x):
        x = np.array(x, float)
        self.out = np.zeros(x.shape)
        for index in np.ndindex(x.shape):
            e = np.exp(-abs(x[index]))
            self.out[index] = 1 / (1 + e) if x[index] > 0 else e / (1 + e)
        return self.out

    def backward(self, dout):
        return np.array(dout, float) * (self.out - self.out**2)


class Linear:
    def __init__(self, W, b):
        self.W, self.b = np.array(W, float), np.array(b, float)

    def forward(self, x):
        self.x = np.array(x, float)
        return np.array(
            [[row @ column + bias for column, bias in zip(self.W.T, self.b, strict=True)] for row in self.x]
        )

    def backward(self, dout):
        dout = np.array(dout, float)
        self.dW, self.db, dx = np.zeros(self.W.shape), np.zeros(self.b.shape), np.zeros(self.x.shape)
        for n in range(len(dout)):
            self.dW += np.outer(self.x[n], dout[n])
            self.db += dout[n]
            dx[n] = self.W @ dout[n]
        return dx
