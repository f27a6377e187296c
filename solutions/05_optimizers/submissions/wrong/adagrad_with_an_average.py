"""You average the squares. That is RMSProp (without its weights); AdaGrad adds them up, which is why its steps shrink."""

import numpy as np


class AdaGrad:
    def __init__(self, params, lr, eps=1e-10):
        self.params = [np.array(p, dtype=np.float64) for p in params]
        self.lr, self.eps = lr, eps
        self.t = 0
        self.s = [np.zeros_like(p) for p in self.params]

    def step(self, grads):
        self.t += 1
        for i, g in enumerate(grads):
            g = np.asarray(g, dtype=np.float64)
            self.s[i] = self.s[i] + g**2
            self.params[i] = self.params[i] - self.lr * g / (np.sqrt(self.s[i] / self.t) + self.eps)
