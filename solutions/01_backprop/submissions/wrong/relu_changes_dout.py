"""You set entries of `dout` itself to 0. `dout` belongs to the caller, who may pass it on to other nodes: work on a new
array.
"""

import numpy as np


class ReLU:
    def forward(self, x):
        self.x = np.asarray(x, dtype=np.float64)
        return np.maximum(self.x, 0.0)

    def backward(self, dout):
        if self.x.ndim:
            dout[self.x <= 0.0] = 0
            return np.asarray(dout, dtype=np.float64)
        return np.asarray(dout, dtype=np.float64) * (self.x > 0.0)
