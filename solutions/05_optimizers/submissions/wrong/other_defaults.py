"""A default is another one than the statement's: momentum 0.9; eps 1e-10 for AdaGrad and 1e-8 elsewhere; alpha 0.99;
betas 0.9 and 0.999; weight_decay 0.01; gamma 0.1; eta_min 0; patience 10.
"""

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


class AdaGrad:
    def __init__(self, params, lr, eps=1e-8):
        self.params = [np.array(p, dtype=np.float64) for p in params]
        self.lr, self.eps = lr, eps
        self.s = [np.zeros_like(p) for p in self.params]

    def step(self, grads):
        for i, g in enumerate(grads):
            g = np.asarray(g, dtype=np.float64)
            self.s[i] = self.s[i] + g**2
            self.params[i] = self.params[i] - self.lr * g / (np.sqrt(self.s[i]) + self.eps)


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


class Adam:
    def __init__(self, params, lr=1e-3, betas=(0.9, 0.999), eps=1e-7):
        self.params = [np.array(p, dtype=np.float64) for p in params]
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
            self.params[i] = self.params[i] - self.lr * m_hat / (np.sqrt(v_hat) + self.eps)


class AdamW:
    def __init__(self, params, lr=1e-3, betas=(0.9, 0.999), eps=1e-8, weight_decay=0.0):
        self.params = [np.array(p, dtype=np.float64) for p in params]
        self.lr, self.betas, self.eps, self.weight_decay = lr, betas, eps, weight_decay
        self.m = [np.zeros_like(p) for p in self.params]
        self.v = [np.zeros_like(p) for p in self.params]
        self.t = 0

    def step(self, grads):
        self.t += 1
        b1, b2 = self.betas
        for i, g in enumerate(grads):
            g = np.asarray(g, dtype=np.float64)
            self.params[i] = self.params[i] - self.lr * self.weight_decay * self.params[i]
            self.m[i] = b1 * self.m[i] + (1 - b1) * g
            self.v[i] = b2 * self.v[i] + (1 - b2) * g**2
            m_hat = self.m[i] / (1 - b1**self.t)
            v_hat = self.v[i] / (1 - b2**self.t)
            self.params[i] = self.params[i] - self.lr * m_hat / (np.sqrt(v_hat) + self.eps)


def step_lr(base_lr, epoch, step_size, gamma=0.5):
    return base_lr * gamma ** (epoch // step_size)


def cosine_annealing_lr(base_lr, epoch, t_max, eta_min=0.01):
    return eta_min + (base_lr - eta_min) * (1 + float(np.cos(np.pi * epoch / t_max))) / 2


class ReduceLROnPlateau:
    def __init__(self, lr, factor=0.1, patience=5, threshold=1e-4, eps=1e-8):
        self.lr, self.factor, self.patience, self.threshold, self.eps = lr, factor, patience, threshold, eps
        self.best = float("inf")
        self.bad = 0

    def step(self, metric):
        if metric < self.best * (1 - self.threshold):
            self.best = metric
            self.bad = 0
        else:
            self.bad += 1
        if self.bad > self.patience:
            self.bad = 0
            lowered = self.lr * self.factor
            if self.lr - lowered > self.eps:
                self.lr = lowered
        return self.lr
