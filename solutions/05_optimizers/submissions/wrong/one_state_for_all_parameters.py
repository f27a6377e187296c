"""All parameters share one velocity, or one pair of moments. Each parameter has its own, of its own shape."""

import numpy as np


class Momentum:
    def __init__(self, params, lr, momentum=0.9):
        self.params = [np.array(p, dtype=np.float64) for p in params]
        self.lr, self.momentum = lr, momentum
        self.v = 0.0

    def step(self, grads):
        for i, g in enumerate(grads):
            g = np.asarray(g, dtype=np.float64)
            self.v = self.momentum * self.v + g
            self.params[i] = self.params[i] - self.lr * self.v


class Nesterov:
    def __init__(self, params, lr, momentum=0.9):
        self.params = [np.array(p, dtype=np.float64) for p in params]
        self.lr, self.momentum = lr, momentum
        self.v = 0.0

    def step(self, grads):
        for i, g in enumerate(grads):
            g = np.asarray(g, dtype=np.float64)
            self.v = self.momentum * self.v + g
            self.params[i] = self.params[i] - self.lr * (g + self.momentum * self.v)


class AdaGrad:
    def __init__(self, params, lr, eps=1e-10):
        self.params = [np.array(p, dtype=np.float64) for p in params]
        self.lr, self.eps = lr, eps
        self.s = 0.0

    def step(self, grads):
        for i, g in enumerate(grads):
            g = np.asarray(g, dtype=np.float64)
            self.s = self.s + g**2
            self.params[i] = self.params[i] - self.lr * g / (np.sqrt(self.s) + self.eps)


class RMSProp:
    def __init__(self, params, lr, alpha=0.99, eps=1e-8):
        self.params = [np.array(p, dtype=np.float64) for p in params]
        self.lr, self.alpha, self.eps = lr, alpha, eps
        self.s = 0.0

    def step(self, grads):
        for i, g in enumerate(grads):
            g = np.asarray(g, dtype=np.float64)
            self.s = self.alpha * self.s + (1 - self.alpha) * g**2
            self.params[i] = self.params[i] - self.lr * g / (np.sqrt(self.s) + self.eps)
