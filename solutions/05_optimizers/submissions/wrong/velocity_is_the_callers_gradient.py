"""On the first step the velocity becomes the caller's gradient array itself, and the next step changes it. Start from
zeros, or copy.
"""

import numpy as np


class Momentum:
    def __init__(self, params, lr, momentum=0.9):
        self.params = [np.array(p, dtype=np.float64) for p in params]
        self.lr, self.momentum = lr, momentum
        self.v = [None for p in self.params]

    def step(self, grads):
        for i, g in enumerate(grads):
            g = np.asarray(g, dtype=np.float64)
            if self.v[i] is None:
                self.v[i] = g
            else:
                self.v[i] *= self.momentum
                self.v[i] += g
            self.params[i] = self.params[i] - self.lr * self.v[i]
