"""Scalars come back as 0-d arrays and as Python floats; the gradient is perturbed through a flat view."""

import numpy as np


class Add:
    def forward(self, x, y):
        self.x, self.y = np.shape(x), np.shape(y)
        return np.asarray(np.add(x, y, dtype=np.float64))

    def backward(self, dout):
        return tuple(self.fold(np.asarray(dout, dtype=np.float64), shape) for shape in (self.x, self.y))

    @staticmethod
    def fold(gradient, shape):
        padded = (1,) * (gradient.ndim - len(shape)) + tuple(shape)
        axes = tuple(axis for axis, size in enumerate(padded) if size != gradient.shape[axis])
        return np.asarray(gradient.sum(axis=axes, keepdims=True)).reshape(shape).copy()


class Tanh:
    def forward(self, x):
        self.out = np.asarray(np.tanh(np.array(x, dtype="d")))
        return self.out if self.out.ndim else self.out.item()

    def backward(self, dout):
        dx = np.asarray(dout, dtype="d") * (1 - self.out) * (1 + self.out)
        return dx if dx.ndim else float(dx)


class ReLU:
    def forward(self, x):
        self.out = np.array(x, dtype="d")
        self.out[self.out < 0] = 0
        return self.out

    def backward(self, dout):
        dx = np.array(dout, dtype="d")
        dx[self.out == 0] = 0
        return dx


def numerical_gradient(f, x, h=1e-5):
    moved = np.array(x, dtype=np.float64, order="C")
    flat = moved.reshape(-1)
    gradient = np.empty(flat.shape)
    for i in range(flat.size):
        keep = flat[i]
        flat[i] = keep - h
        low = f(moved)
        flat[i] = keep + h
        gradient[i] = 0.5 * (f(moved) - low) / h
        flat[i] = keep
    return gradient.reshape(moved.shape)


def sigmoid_neuron(w, x):
    w0, w1, w2 = (float(entry) for entry in w)
    x0, x1 = (float(entry) for entry in x)
    total = w0 * x0 + w1 * x1 + w2
    out = float(np.exp(-np.logaddexp(0, -total)))
    slope = float(np.exp(-np.logaddexp(0, -total) - np.logaddexp(0, total)))
    return out, np.array([slope * x0, slope * x1, slope]), np.array([slope * w0, slope * w1])
