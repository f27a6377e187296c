"""2 sigmoid(x) - 1 is tanh(x / 2), not tanh(x): inside the sigmoid stands 2x."""

import numpy as np


class Tanh:
    def forward(self, x):
        self.out = np.tanh(np.asarray(x, dtype=np.float64) / 2.0)
        return self.out

    def backward(self, dout):
        return np.asarray(dout, dtype=np.float64) * (1.0 - self.out**2) / 2.0
