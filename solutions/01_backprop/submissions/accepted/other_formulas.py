"""Slopes from the input instead of the output, einsum for the matrix products, a closed form for the neuron."""

import numpy as np


class Reciprocal:
    def forward(self, x):
        self.x = np.float64(x)
        return np.divide(1, self.x)

    def backward(self, dout):
        return np.negative(np.float64(dout)) / np.square(self.x)


class Exp:
    def forward(self, x):
        self.x = np.float64(x)
        return np.exp(self.x)

    def backward(self, dout):
        return np.float64(dout) * np.exp(self.x)


class Sigmoid:
    def forward(self, x):
        self.x = np.float64(x)
        return (1 + np.tanh(self.x / 2)) / 2

    def backward(self, dout):
        return np.float64(dout) * (1 - np.tanh(self.x / 2) ** 2) / 4


class Tanh:
    def forward(self, x):
        self.x = np.float64(x)
        return np.tanh(self.x)

    def backward(self, dout):
        e = np.exp(-2 * np.abs(self.x))
        return 4 * e / (1 + e) ** 2 * np.float64(dout)


class ReLU:
    def forward(self, x):
        self.x = np.float64(x)
        return np.where(self.x > 0, self.x, 0.0)

    def backward(self, dout):
        return np.where(self.x > 0, dout, 0).astype(np.float64)


class Linear:
    def __init__(self, W, b):
        self.W, self.b = np.float64(W), np.float64(b)
        self.dW, self.db = np.zeros_like(self.W), np.zeros_like(self.b)

    def forward(self, x):
        self.x = np.float64(x)
        return np.einsum("ni,io->no", self.x, self.W) + self.b

    def backward(self, dout):
        dout = np.float64(dout)
        self.dW[...] = np.einsum("ni,no->io", self.x, dout)
        self.db[...] = np.einsum("no->o", dout)
        return np.einsum("no,io->ni", dout, self.W)


def sigmoid_neuron(w, x):
    inputs = np.append(np.float64(x), 1.0)
    out = 0.5 + 0.5 * np.tanh(0.5 * (np.float64(w) @ inputs))
    slope = out * (1 - out)
    return np.array(out), slope * inputs, slope * np.float64(w)[:2]


def numerical_gradient(f, x, h=1e-5):
    x = np.asarray(x, dtype=np.float64)
    steps = h * np.eye(x.size).reshape(x.size, *x.shape)
    slopes = [f(x + step) / (2 * h) - f(x - step) / (2 * h) for step in steps]
    return np.reshape(slopes, x.shape)
