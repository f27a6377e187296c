"""Only the first parameter is moved. A step moves all of them, each with its own gradient."""

import numpy as np


class SGD:
    def __init__(self, params, lr):
        self.params = [np.array(p, dtype=np.float64) for p in params]
        self.lr = lr

    def step(self, grads):
        for p, g in zip(self.params, grads):
            p -= self.lr * np.asarray(g, dtype=np.float64)
            break
