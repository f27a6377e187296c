"""Nothing but the gradients so far is stored; velocities and moments are sums over them."""

import numpy as np


class History:
    def __init__(self, params, lr):
        self.params = [np.array(param, dtype="float64") for param in params]
        self.lr = lr
        self.past = []

    def step(self, grads):
        self.past.append([np.array(grad, dtype="float64") for grad in grads])
        for i in range(len(self.params)):
            self.params[i] -= self.lr * self.direction([grads[i] for grads in self.past])

    def weighted(self, terms, weight):
        return sum(weight**age * term for age, term in enumerate(reversed(terms)))


class Momentum(History):
    def __init__(self, params, lr, momentum=0.9):
        super().__init__(params, lr)
        self.momentum = momentum

    def direction(self, past):
        return self.weighted(past, self.momentum)


class Nesterov(Momentum):
    def direction(self, past):
        return past[-1] + self.momentum * super().direction(past)


class AdaGrad(History):
    def __init__(self, params, lr, eps=1e-10):
        super().__init__(params, lr)
        self.eps = eps

    def direction(self, past):
        return past[-1] / (np.linalg.norm(np.stack(past), axis=0) + self.eps)


class RMSProp(History):
    def __init__(self, params, lr, alpha=0.99, eps=1e-8):
        super().__init__(params, lr)
        self.alpha, self.eps = alpha, eps

    def direction(self, past):
        mean = (1 - self.alpha) * self.weighted([g**2 for g in past], self.alpha)
        return past[-1] / (np.sqrt(mean) + self.eps)


class Adam(History):
    def __init__(self, params, lr=1e-3, betas=(0.9, 0.999), eps=1e-8):
        super().__init__(params, lr)
        self.betas, self.eps = betas, eps

    def direction(self, past):
        means = []
        for terms, beta in zip((past, [g * g for g in past]), self.betas, strict=True):
            weights = sum(beta**age for age in range(len(past)))  # (1 - beta^t) / (1 - beta)
            means.append(self.weighted(terms, beta) / weights)
        return means[0] / (np.sqrt(means[1]) + self.eps)
