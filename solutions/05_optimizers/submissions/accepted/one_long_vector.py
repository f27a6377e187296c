"""All parameters lie in one flat vector, with flat state; `params` cuts it up when it is read."""

import numpy as np


class Flat:
    def __init__(self, params, lr):
        self.shapes = [np.shape(param) for param in params]
        self.flat = self.join(params)
        self.lr = lr

    @staticmethod
    def join(arrays):
        return np.concatenate([np.ravel(array).astype(np.float64) for array in arrays])

    @property
    def params(self):
        ends = np.cumsum([int(np.prod(shape)) for shape in self.shapes])
        return [part.reshape(shape) for part, shape in zip(np.split(self.flat, ends[:-1]), self.shapes, strict=True)]

    def step(self, grads):
        self.flat = self.flat - self.lr * self.direction(self.join(grads))


class SGD(Flat):
    def direction(self, g):
        return g


class Momentum(Flat):
    def __init__(self, params, lr, momentum=0.9):
        super().__init__(params, lr)
        self.momentum, self.v = momentum, 0.0

    def direction(self, g):
        self.v = self.momentum * self.v + g
        return self.v


class AdaGrad(Flat):
    def __init__(self, params, lr, eps=1e-10):
        super().__init__(params, lr)
        self.eps, self.total = eps, 0.0

    def direction(self, g):
        self.total = self.total + g * g
        return g / (self.total**0.5 + self.eps)


class RMSProp(Flat):
    def __init__(self, params, lr, alpha=0.99, eps=1e-8):
        super().__init__(params, lr)
        self.alpha, self.eps, self.mean = alpha, eps, 0.0

    def direction(self, g):
        self.mean = self.mean + (1 - self.alpha) * (np.square(g) - self.mean)
        return g / (np.sqrt(self.mean) + self.eps)


class AdamW(Flat):
    def __init__(self, params, lr=0.001, betas=(0.9, 0.999), eps=1e-8, weight_decay=0.01):
        super().__init__(params, lr)
        self.betas, self.eps, self.decay = betas, eps, weight_decay
        self.m = self.v = 0.0
        self.powers = [1.0, 1.0]

    def direction(self, g):
        self.m = self.betas[0] * self.m + (1 - self.betas[0]) * g
        self.v = self.betas[1] * self.v + (1 - self.betas[1]) * g**2
        self.powers = [power * beta for power, beta in zip(self.powers, self.betas, strict=True)]
        m, v = (moment / (1 - power) for moment, power in zip((self.m, self.v), self.powers, strict=True))
        return m / (v**0.5 + self.eps) + self.decay * self.flat
