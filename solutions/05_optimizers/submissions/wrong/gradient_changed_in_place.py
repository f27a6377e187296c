"""You scale the caller's gradient in place. Arguments are never modified: work on an array of your own."""

import numpy as np


class SGD:
    def __init__(self, params, lr):
        self.params = [np.array(p, dtype=np.float64) for p in params]
        self.lr = lr

    def step(self, grads):
        for p, g in zip(self.params, grads):
            g = np.asarray(g, dtype=np.float64)
            g *= self.lr
            p -= g
