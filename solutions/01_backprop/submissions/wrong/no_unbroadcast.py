"""A gradient has the shape of the output. An input that was broadcast gets one of its own shape: sum over the axes along
which it was repeated.
"""

import numpy as np


class Add:
    def forward(self, x, y):
        return np.asarray(x, dtype=np.float64) + np.asarray(y, dtype=np.float64)

    def backward(self, dout):
        dout = np.array(dout, dtype=np.float64)
        return dout, dout


class Multiply:
    def forward(self, x, y):
        self.x, self.y = np.asarray(x, dtype=np.float64), np.asarray(y, dtype=np.float64)
        return self.x * self.y

    def backward(self, dout):
        dout = np.asarray(dout, dtype=np.float64)
        return dout * self.y, dout * self.x
