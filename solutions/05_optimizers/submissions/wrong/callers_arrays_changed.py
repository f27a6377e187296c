"""You change an array of the caller in place: the parameters that you were given, or a gradient. Copy the parameters at
the start, and compute with gradients without changing them.
"""

import numpy as np


class SGD:
    def __init__(self, params, lr):
        self.params = [np.asarray(p, dtype=np.float64) for p in params]
        self.lr = lr

    def step(self, grads):
        for p, g in zip(self.params, grads):
            p -= self.lr * np.asarray(g, dtype=np.float64)


class Momentum:
    def __init__(self, params, lr, momentum=0.9):
        self.params = [np.asarray(p, dtype=np.float64) for p in params]
        self.lr, self.momentum = lr, momentum
        self.v = [np.zeros_like(p) for p in self.params]

    def step(self, grads):
        for i, g in enumerate(grads):
            g = np.asarray(g, dtype=np.float64)
            self.v[i] = self.momentum * self.v[i] + g
            self.params[i][...] = self.params[i] - self.lr * self.v[i]


class Nesterov:
    def __init__(self, params, lr, momentum=0.9):
        self.params = [np.asarray(p, dtype=np.float64) for p in params]
        self.lr, self.momentum = lr, momentum
        self.v = [np.zeros_like(p) for p in self.params]

    def step(self, grads):
        for i, g in enumerate(grads):
            g = np.asarray(g, dtype=np.float64)
            self.v[i] = self.momentum * self.v[i] + g
            self.params[i][...] = self.params[i] - self.lr * (g + self.momentum * self.v[i])


class AdaGrad:
    def __init__(self, params, lr, eps=1e-10):
        self.params = [np.asarray(p, dtype=np.float64) for p in params]
        self.lr, self.eps = lr, eps
        self.s = [np.zeros_like(p) for p in self.params]

    def step(self, grads):
        for i, g in enumerate(grads):
            g = np.asarray(g, dtype=np.float64)
            self.s[i] = self.s[i] + g**2
            self.params[i][...] = self.params[i] - self.lr * g / (np.sqrt(self.s[i]) + self.eps)


class RMSProp:
    def __init__(self, params, lr, alpha=0.99, eps=1e-8):
        self.params = [np.asarray(p, dtype=np.float64) for p in params]
        self.lr, self.alpha, self.eps = lr, alpha, eps
        self.s = [np.zeros_like(p) for p in self.params]

    def step(self, grads):
        for i, g in enumerate(grads):
            g = np.asarray(g, dtype=np.float64)
            self.s[i] = self.alpha * self.s[i] + (1 - self.alpha) * g**2
            self.params[i][...] = self.params[i] - self.lr * g / (np.sqrt(self.s[i]) + self.eps)


class Adam:
    def __init__(self, params, lr=1e-3, betas=(0.9, 0.999), eps=1e-8):
        self.params = [np.asarray(p, dtype=np.float64) for p in params]
        self.lr, self.betas, self.eps = lr, betas, eps
        self.m = [np.zeros_like(p) for p in self.params]
        self.v = [np.zeros_like(p) for p in self.params]
        self.t = 0

    def step(self, grads):
        self.t += 1
        b1, b2 = self.betas
        for i, g in enumerate(grads):
            g = np.asarray(g, dtype=np.float64)
            self.m[i] = b1 * self.m[i] + (1 - b1) * g
            self.v[i] = b2 * self.v[i] + (1 - b2) * g**2
            m_hat = self.m[i] / (1 - b1**self.t)
            v_hat = self.v[i] / (1 - b2**self.t)
            self.params[i][...] = self.params[i] - self.lr * m_hat / (np.sqrt(v_hat) + self.eps)


class AdamW:
    def __init__(self, params, lr=1e-3, betas=(0.9, 0.999), eps=1e-8, weight_decay=0.01):
        self.params = [np.asarray(p, dtype=np.float64) for p in params]
        self.lr, self.betas, self.eps, self.weight_decay = lr, betas, eps, weight_decay
        self.m = [np.zeros_like(p) for p in self.params]
        self.v = [np.zeros_like(p) for p in self.params]
        self.t = 0

    def step(self, grads):
        self.t += 1
        b1, b2 = self.betas
        for i, g in enumerate(grads):
            g = np.asarray(g, dtype=np.float64)
            self.params[i][...] = self.params[i] - self.lr * self.weight_decay * self.params[i]
            self.m[i] = b1 * self.m[i] + (1 - b1) * g
            self.v[i] = b2 * self.v[i] + (1 - b2) * g**2
            m_hat = self.m[i] / (1 - b1**self.t)
            v_hat = self.v[i] / (1 - b2**self.t)
            self.params[i][...] = self.params[i] - self.lr * m_hat / (np.sqrt(v_hat) + self.eps)
