"""You take alpha = 0.9 where none is given, the lecture's value. The statement's default is PyTorch's, 0.99."""

import numpy as np


class RMSProp:
    def __init__(self, params, lr, alpha=0.9, eps=1e-8):
        self.params = [np.array(p, dtype=np.float64) for p in params]
        self.lr, self.alpha, self.eps = lr, alpha, eps
        self.s = [np.zeros_like(p) for p in self.params]

    def step(self, grads):
        for i, g in enumerate(grads):
            g = np.asarray(g, dtype=np.float64)
            self.s[i] = self.alpha * self.s[i] + (1 - self.alpha) * g**2
            self.params[i] = self.params[i] - self.lr * g / (np.sqrt(self.s[i]) + self.eps)
