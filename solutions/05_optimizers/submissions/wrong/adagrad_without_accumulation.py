"""You divide by the size of the present gradient alone. AdaGrad divides by the root of the *sum* of all squares so far."""

import numpy as np


class AdaGrad:
    def __init__(self, params, lr, eps=1e-10):
        self.params = [np.array(p, dtype=np.float64) for p in params]
        self.lr, self.eps = lr, eps
        self.s = [np.zeros_like(p) for p in self.params]

    def step(self, grads):
        for i, g in enumerate(grads):
            g = np.asarray(g, dtype=np.float64)
            self.s[i] = g**2
            self.params[i] = self.params[i] - self.lr * g / (np.sqrt(self.s[i]) + self.eps)
