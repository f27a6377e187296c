"""Loops over single entries with Python numbers; 0-d parameters become floats; lr and settings in a dictionary."""

import math

import numpy as np


class AdamW:
    def __init__(self, params, lr=1e-3, betas=(0.9, 0.999), eps=1e-8, weight_decay=0.01):
        self.lr = lr
        self.options = {"beta1": betas[0], "beta2": betas[1], "eps": eps, "decay": weight_decay}
        self.params = [self.tidy(np.array(param, dtype=float)) for param in params]
        self.m = [np.zeros(np.shape(param)) for param in params]
        self.v = [np.zeros(np.shape(param)) for param in params]
        self.steps = 0

    @staticmethod
    def tidy(array):
        return array if array.ndim else float(array)

    def step(self, grads):
        self.steps += 1
        for number, grad in enumerate(grads):
            moved = np.array(self.params[number], dtype=float)
            for index in np.ndindex(moved.shape):
                moved[index] = self.entry(
                    self.m[number], self.v[number], index, float(moved[index]), float(grad[index])
                )
            self.params[number] = self.tidy(moved)

    def entry(self, m, v, index, p, g):
        beta1, beta2, eps, decay = self.options.values()
        m[index] = beta1 * m[index] + (1 - beta1) * g
        v[index] = beta2 * v[index] + (1 - beta2) * g * g
        step = m[index] / (1 - beta1**self.steps) / (math.sqrt(v[index] / (1 - beta2**self.steps)) + eps)
        return p - self.lr * step - self.lr * decay * p


class AdaGrad:
    def __init__(self, params, lr, eps=1e-10):
        self.params = [np.array(param, dtype=float) for param in params]
        self.lr, self.eps = lr, eps
        self.sums = None

    def step(self, grads):
        if self.sums is None:
            self.sums = [np.zeros(np.shape(grad)) for grad in grads]
        for i, grad in enumerate(grads):
            grad = np.array(grad, dtype=float)
            self.sums[i] = self.sums[i] + np.abs(grad) ** 2
            scale = self.lr / (self.sums[i] ** 0.5 + self.eps)
            self.params[i] = self.params[i] - scale * grad


class SGD:
    def __init__(self, params, lr):
        self.params = [self.lists(np.array(param, dtype=float)) for param in params]
        self.lr = lr

    @staticmethod
    def lists(array):
        return np.array(array.tolist(), dtype=float)

    def step(self, grads):
        self.params = [
            self.lists(param + -self.lr * np.array(grad, dtype=float))
            for param, grad in zip(self.params, grads, strict=True)
        ]
