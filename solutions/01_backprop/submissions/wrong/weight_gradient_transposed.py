"""dW has shape (d_out, d_in): the layout of PyTorch's weight. Here W is (d_in, d_out), and dW has W's shape."""

import numpy as np


class Linear:
    def __init__(self, W, b):
        self.W, self.b = np.asarray(W, dtype=np.float64), np.asarray(b, dtype=np.float64)

    def forward(self, x):
        self.x = np.asarray(x, dtype=np.float64)
        return self.x @ self.W + self.b

    def backward(self, dout):
        dout = np.asarray(dout, dtype=np.float64)
        self.dW = dout.T @ self.x
        self.db = dout.sum(axis=0)
        return dout @ self.W.T
