"""You let the gradient pass where `dout` is positive. The slope of ReLU depends on its input: remember in forward where
x was positive.
"""

import numpy as np


class ReLU:
    def forward(self, x):
        return np.maximum(np.asarray(x, dtype=np.float64), 0.0)

    def backward(self, dout):
        return np.maximum(np.asarray(dout, dtype=np.float64), 0.0)
