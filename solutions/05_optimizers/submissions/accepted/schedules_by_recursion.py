"""Rates computed from the rate of the epoch before, NumPy scalars returned; a scheduler that keeps all its metrics."""

import numpy as np


def step_lr(base_lr, epoch, step_size, gamma=0.1):
    rate = np.float64(base_lr)
    for past in range(1, epoch + 1):
        if past % step_size == 0:
            rate *= gamma
    return rate


def exponential_lr(base_lr, epoch, gamma):
    return base_lr if epoch == 0 else gamma * exponential_lr(base_lr, epoch - 1, gamma)


def cosine_annealing_lr(base_lr, epoch, t_max, eta_min=0.0):
    weight = np.cos(epoch / t_max * np.pi / 2) ** 2
    return weight * base_lr + (1 - weight) * eta_min


def lambda_lr(base_lr, epoch, factor):
    return np.array(factor(epoch) * base_lr)


class ReduceLROnPlateau:
    def __init__(self, lr, factor=0.1, patience=10, threshold=1e-4, eps=1e-8):
        self.base, self.factor, self.patience, self.threshold, self.eps = lr, factor, patience, threshold, eps
        self.metrics = []

    def step(self, metric):
        self.metrics.append(metric)
        best, bad, lr = None, 0, np.float64(self.base)
        for value in self.metrics:
            better = value < np.inf if best is None else value < best - self.threshold * best
            best, bad = (value, 0) if better else (best, bad + 1)
            if bad == self.patience + 1:
                bad = 0
                if lr - lr * self.factor > self.eps:
                    lr = lr * self.factor
        return lr
