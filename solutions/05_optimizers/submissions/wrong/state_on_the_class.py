"""Velocities, moments, step counts or the best metric stand on the class, so that all objects of a kind share them. They
belong to one instance: make them in __init__.
"""

import numpy as np


class Momentum:
    v = []

    def __init__(self, params, lr, momentum=0.9):
        self.params = [np.array(p, dtype=np.float64) for p in params]
        self.lr, self.momentum = lr, momentum
        if not self.v:
            self.v.extend(np.zeros_like(p) for p in self.params)

    def step(self, grads):
        for i, g in enumerate(grads):
            g = np.asarray(g, dtype=np.float64)
            self.v[i] = self.momentum * self.v[i] + g
            self.params[i] = self.params[i] - self.lr * self.v[i]


class Nesterov:
    v = []

    def __init__(self, params, lr, momentum=0.9):
        self.params = [np.array(p, dtype=np.float64) for p in params]
        self.lr, self.momentum = lr, momentum
        if not self.v:
            self.v.extend(np.zeros_like(p) for p in self.params)

    def step(self, grads):
        for i, g in enumerate(grads):
            g = np.asarray(g, dtype=np.float64)
            self.v[i] = self.momentum * self.v[i] + g
            self.params[i] = self.params[i] - self.lr * (g + self.momentum * self.v[i])


class AdaGrad:
    s = []

    def __init__(self, params, lr, eps=1e-10):
        self.params = [np.array(p, dtype=np.float64) for p in params]
        self.lr, self.eps = lr, eps
        if not self.s:
            self.s.extend(np.zeros_like(p) for p in self.params)

    def step(self, grads):
        for i, g in enumerate(grads):
            g = np.asarray(g, dtype=np.float64)
            self.s[i] = self.s[i] + g**2
            self.params[i] = self.params[i] - self.lr * g / (np.sqrt(self.s[i]) + self.eps)


class RMSProp:
    s = []

    def __init__(self, params, lr, alpha=0.99, eps=1e-8):
        self.params = [np.array(p, dtype=np.float64) for p in params]
        self.lr, self.alpha, self.eps = lr, alpha, eps
        if not self.s:
            self.s.extend(np.zeros_like(p) for p in self.params)

    def step(self, grads):
        for i, g in enumerate(grads):
            g = np.asarray(g, dtype=np.float64)
            self.s[i] = self.alpha * self.s[i] + (1 - self.alpha) * g**2
            self.params[i] = self.params[i] - self.lr * g / (np.sqrt(self.s[i]) + self.eps)


class Adam:
    t = 0

    def __init__(self, params, lr=1e-3, betas=(0.9, 0.999), eps=1e-8):
        self.params = [np.array(p, dtype=np.float64) for p in params]
        self.lr, self.betas, self.eps = lr, betas, eps
        self.m = [np.zeros_like(p) for p in self.params]
        self.v = [np.zeros_like(p) for p in self.params]

    def step(self, grads):
        Adam.t += 1
        b1, b2 = self.betas
        for i, g in enumerate(grads):
            g = np.asarray(g, dtype=np.float64)
            self.m[i] = b1 * self.m[i] + (1 - b1) * g
            self.v[i] = b2 * self.v[i] + (1 - b2) * g**2
            m_hat = self.m[i] / (1 - b1**self.t)
            v_hat = self.v[i] / (1 - b2**self.t)
            self.params[i] = self.params[i] - self.lr * m_hat / (np.sqrt(v_hat) + self.eps)


class AdamW:
    t = 0

    def __init__(self, params, lr=1e-3, betas=(0.9, 0.999), eps=1e-8, weight_decay=0.01):
        self.params = [np.array(p, dtype=np.float64) for p in params]
        self.lr, self.betas, self.eps, self.weight_decay = lr, betas, eps, weight_decay
        self.m = [np.zeros_like(p) for p in self.params]
        self.v = [np.zeros_like(p) for p in self.params]

    def step(self, grads):
        AdamW.t += 1
        b1, b2 = self.betas
        for i, g in enumerate(grads):
            g = np.asarray(g, dtype=np.float64)
            self.params[i] = self.params[i] - self.lr * self.weight_decay * self.params[i]
            self.m[i] = b1 * self.m[i] + (1 - b1) * g
            self.v[i] = b2 * self.v[i] + (1 - b2) * g**2
            m_hat = self.m[i] / (1 - b1**self.t)
            v_hat = self.v[i] / (1 - b2**self.t)
            self.params[i] = self.params[i] - self.lr * m_hat / (np.sqrt(v_hat) + self.eps)


class ReduceLROnPlateau:
    best = float("inf")

    def __init__(self, lr, factor=0.1, patience=10, threshold=1e-4, eps=1e-8):
        self.lr, self.factor, self.patience, self.threshold, self.eps = lr, factor, patience, threshold, eps
        self.bad = 0

    def step(self, metric):
        self.bad += 1
        if metric < ReduceLROnPlateau.best * (1 - self.threshold):
            ReduceLROnPlateau.best = metric
            self.bad = 0
        if self.bad > self.patience:
            self.bad = 0
            if self.lr - self.lr * self.factor > self.eps:
                self.lr *= self.factor
        return self.lr
