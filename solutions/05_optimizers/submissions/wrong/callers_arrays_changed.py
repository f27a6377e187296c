"""You keep the caller's own arrays and move them in place. Parameters are copied at the start; the caller's arrays stay
as they are.
"""

import numpy as np


class SGD:
    def __init__(self, params, lr):
        self.params = [np.asarray(p, dtype=np.float64) for p in params]
        self.lr = lr

    def step(self, grads):
        for p, g in zip(self.params, grads):
            p -= self.lr * np.asarray(g, dtype=np.float64)
