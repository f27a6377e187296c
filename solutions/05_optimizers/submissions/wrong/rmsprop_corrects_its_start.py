"""You correct the average for its start at 0, as Adam does. RMSProp has no bias correction."""

import numpy as np


class RMSProp:
    def __init__(self, params, lr, alpha=0.99, eps=1e-8):
        self.params = [np.array(p, dtype=np.float64) for p in params]
        self.lr, self.alpha, self.eps = lr, alpha, eps
        self.t = 0
        self.s = [np.zeros_like(p) for p in self.params]

    def step(self, grads):
        self.t += 1
        for i, g in enumerate(grads):
            g = np.asarray(g, dtype=np.float64)
            self.s[i] = self.alpha * self.s[i] + (1 - self.alpha) * g**2
            self.params[i] = self.params[i] - self.lr * g / (np.sqrt(self.s[i] / (1 - self.alpha**self.t)) + self.eps)
