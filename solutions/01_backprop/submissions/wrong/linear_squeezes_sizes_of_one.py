"""You squeeze the results, so that axes of size 1 get lost. One row is still a batch: (1, d_in) goes to (1, d_out), and
dW keeps W's shape.
"""

import numpy as np


class Linear:
    def __init__(self, W, b):
        self.W, self.b = np.asarray(W, dtype=np.float64), np.asarray(b, dtype=np.float64)

    def forward(self, x):
        self.x = np.asarray(x, dtype=np.float64)
        return np.squeeze(self.x @ self.W + self.b)

    def backward(self, dout):
        dout = np.asarray(dout, dtype=np.float64)
        self.dW = np.squeeze(self.x.T @ dout)
        self.db = dout.sum(axis=0)
        return np.squeeze(dout @ self.W.T)
