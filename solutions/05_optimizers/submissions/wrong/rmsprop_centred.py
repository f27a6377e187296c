"""You subtract the square of the mean gradient (the centred variant). The statement's s is the mean of the squares,
nothing subtracted.
"""

import numpy as np


class RMSProp:
    def __init__(self, params, lr, alpha=0.99, eps=1e-8):
        self.params = [np.array(p, dtype=np.float64) for p in params]
        self.lr, self.alpha, self.eps = lr, alpha, eps
        self.m = [np.zeros_like(p) for p in self.params]
        self.s = [np.zeros_like(p) for p in self.params]

    def step(self, grads):
        for i, g in enumerate(grads):
            g = np.asarray(g, dtype=np.float64)
            self.s[i] = self.alpha * self.s[i] + (1 - self.alpha) * g**2
            self.m[i] = self.alpha * self.m[i] + (1 - self.alpha) * g
            self.params[i] = self.params[i] - self.lr * g / (
                np.sqrt(np.maximum(self.s[i] - self.m[i] ** 2, 0.0)) + self.eps
            )
