"""Without an argument the momentum is 0.9 in the statement; you take 0.99."""

import numpy as np


class Momentum:
    def __init__(self, params, lr, momentum=0.99):
        self.params = [np.array(p, dtype=np.float64) for p in params]
        self.lr, self.momentum = lr, momentum
        self.v = [np.zeros_like(p) for p in self.params]

    def step(self, grads):
        for i, g in enumerate(grads):
            g = np.asarray(g, dtype=np.float64)
            self.v[i] = self.momentum * self.v[i] + g
            self.params[i] = self.params[i] - self.lr * self.v[i]


class Nesterov:
    def __init__(self, params, lr, momentum=0.99):
        self.params = [np.array(p, dtype=np.float64) for p in params]
        self.lr, self.momentum = lr, momentum
        self.v = [np.zeros_like(p) for p in self.params]

    def step(self, grads):
        for i, g in enumerate(grads):
            g = np.asarray(g, dtype=np.float64)
            self.v[i] = self.momentum * self.v[i] + g
            self.params[i] = self.params[i] - self.lr * (g + self.momentum * self.v[i])
