"""You divide by the sum (or mean) of the squares, not by its root: the step then has the wrong dimension, one over the
gradient.
"""

import numpy as np


class AdaGrad:
    def __init__(self, params, lr, eps=1e-10):
        self.params = [np.array(p, dtype=np.float64) for p in params]
        self.lr, self.eps = lr, eps
        self.s = [np.zeros_like(p) for p in self.params]

    def step(self, grads):
        for i, g in enumerate(grads):
            g = np.asarray(g, dtype=np.float64)
            self.s[i] = self.s[i] + g**2
            self.params[i] = self.params[i] - self.lr * g / (self.s[i] + self.eps)


class RMSProp:
    def __init__(self, params, lr, alpha=0.99, eps=1e-8):
        self.params = [np.array(p, dtype=np.float64) for p in params]
        self.lr, self.alpha, self.eps = lr, alpha, eps
        self.s = [np.zeros_like(p) for p in self.params]

    def step(self, grads):
        for i, g in enumerate(grads):
            g = np.asarray(g, dtype=np.float64)
            self.s[i] = self.alpha * self.s[i] + (1 - self.alpha) * g**2
            self.params[i] = self.params[i] - self.lr * g / (self.s[i] + self.eps)
