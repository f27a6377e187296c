"""Parameters are replaced, not changed in place; state in dictionaries; Adam in the paper's efficient form, eps scaled along."""

import math

import numpy as np


def copied(params):
    return [np.asarray(param).astype(float) for param in params]


class SGD:
    def __init__(self, params, lr):
        self.params, self.lr = copied(params), lr

    def step(self, grads):
        self.params = [p - np.multiply(self.lr, g, dtype=float) for p, g in zip(self.params, grads, strict=True)]


class Momentum:
    def __init__(self, params, lr, momentum=0.9):
        self.params, self.lr, self.momentum = copied(params), lr, momentum
        self.velocity = {}

    def step(self, grads):
        for i, grad in enumerate(copied(grads)):
            self.velocity[i] = grad if i not in self.velocity else self.momentum * self.velocity[i] + grad
            self.params[i] = self.params[i] - self.lr * self.velocity[i]


class Nesterov:
    def __init__(self, params, lr, momentum=0.9):
        self.params, self.lr, self.mu = copied(params), lr, momentum
        self.velocity = [0.0] * len(self.params)

    def step(self, grads):
        for i, grad in enumerate(copied(grads)):
            before = self.velocity[i]
            self.velocity[i] = self.mu * before + grad
            self.params[i] = self.params[i] - self.lr * ((1 + self.mu) * grad + self.mu**2 * before)


class Adam:
    def __init__(self, params, lr=0.001, betas=(0.9, 0.999), eps=1e-8):
        self.params, self.lr, self.betas, self.eps = copied(params), lr, betas, eps
        self.state = {i: (0.0, 0.0) for i in range(len(self.params))}
        self.t = 0

    def step(self, grads):
        beta1, beta2 = self.betas
        self.t = self.t + 1
        root = math.sqrt(1 - beta2**self.t)
        for i, grad in enumerate(copied(grads)):
            m, v = self.state[i]
            m, v = m + (1 - beta1) * (grad - m), v + (1 - beta2) * (grad * grad - v)
            self.state[i] = m, v
            rate = self.lr * root / (1 - beta1**self.t)
            self.params[i] = self.params[i] - rate * m / (np.sqrt(v) + root * self.eps)
