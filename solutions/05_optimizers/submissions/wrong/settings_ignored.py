"""You always compute with the default of momentum, alpha, gamma, eta_min or weight_decay, whatever is passed."""

import numpy as np


class Momentum:
    def __init__(self, params, lr, momentum=0.9):
        self.params = [np.array(p, dtype=np.float64) for p in params]
        self.lr, self.momentum = lr, momentum
        self.v = [np.zeros_like(p) for p in self.params]

    def step(self, grads):
        for i, g in enumerate(grads):
            g = np.asarray(g, dtype=np.float64)
            self.v[i] = 0.9 * self.v[i] + g
            self.params[i] = self.params[i] - self.lr * self.v[i]


class Nesterov:
    def __init__(self, params, lr, momentum=0.9):
        self.params = [np.array(p, dtype=np.float64) for p in params]
        self.lr, self.momentum = lr, momentum
        self.v = [np.zeros_like(p) for p in self.params]

    def step(self, grads):
        for i, g in enumerate(grads):
            g = np.asarray(g, dtype=np.float64)
            self.v[i] = 0.9 * self.v[i] + g
            self.params[i] = self.params[i] - self.lr * (g + 0.9 * self.v[i])


class RMSProp:
    def __init__(self, params, lr, alpha=0.99, eps=1e-8):
        self.params = [np.array(p, dtype=np.float64) for p in params]
        self.lr, self.alpha, self.eps = lr, alpha, eps
        self.s = [np.zeros_like(p) for p in self.params]

    def step(self, grads):
        for i, g in enumerate(grads):
            g = np.asarray(g, dtype=np.float64)
            self.s[i] = 0.99 * self.s[i] + (1 - 0.99) * g**2
            self.params[i] = self.params[i] - self.lr * g / (np.sqrt(self.s[i]) + self.eps)


class AdamW:
    def __init__(self, params, lr=1e-3, betas=(0.9, 0.999), eps=1e-8, weight_decay=0.01):
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
            self.params[i] = self.params[i] - self.lr * 0.01 * self.params[i]
            self.m[i] = b1 * self.m[i] + (1 - b1) * g
            self.v[i] = b2 * self.v[i] + (1 - b2) * g**2
            m_hat = self.m[i] / (1 - b1**self.t)
            v_hat = self.v[i] / (1 - b2**self.t)
            self.params[i] = self.params[i] - self.lr * m_hat / (np.sqrt(v_hat) + self.eps)


def step_lr(base_lr, epoch, step_size, gamma=0.1):
    return base_lr * 0.1 ** (epoch // step_size)


def cosine_annealing_lr(base_lr, epoch, t_max, eta_min=0.0):
    return base_lr * (1 + float(np.cos(np.pi * epoch / t_max))) / 2
