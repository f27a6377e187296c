"""You weigh the gradient by (1 - momentum), as in an exponential moving average. The statement follows PyTorch: v =
momentum v + g.
"""

import numpy as np


class Momentum:
    def __init__(self, params, lr, momentum=0.9):
        self.params = [np.array(p, dtype=np.float64) for p in params]
        self.lr, self.momentum = lr, momentum
        self.v = [np.zeros_like(p) for p in self.params]

    def step(self, grads):
        for i, g in enumerate(grads):
            g = np.asarray(g, dtype=np.float64)
            self.v[i] = self.momentum * self.v[i] + (1 - self.momentum) * g
            self.params[i] = self.params[i] - self.lr * self.v[i]


class Nesterov:
    def __init__(self, params, lr, momentum=0.9):
        self.params = [np.array(p, dtype=np.float64) for p in params]
        self.lr, self.momentum = lr, momentum
        self.v = [np.zeros_like(p) for p in self.params]

    def step(self, grads):
        for i, g in enumerate(grads):
            g = np.asarray(g, dtype=np.float64)
            self.v[i] = self.momentum * self.v[i] + (1 - self.momentum) * g
            self.params[i] = self.params[i] - self.lr * (g + self.momentum * self.v[i])
