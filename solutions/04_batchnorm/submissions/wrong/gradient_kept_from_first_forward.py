"""Your backward uses what the first forward left. It belongs to the last one: each forward replaces what was kept."""

import numpy as np


class BatchNorm:
    axes, shape = (0,), (1, -1)  # the statistics run over these axes, and broadcast in this shape

    def __init__(self, num_features, eps=1e-5, momentum=0.1):
        self.eps, self.momentum = eps, momentum
        self.gamma, self.beta = np.ones(num_features), np.zeros(num_features)
        self.running_mean, self.running_var = np.zeros(num_features), np.ones(num_features)
        self.training = True

    def train(self):
        self.training = True

    def eval(self):
        self.training = False

    def forward(self, x):
        x = np.asarray(x, dtype=np.float64)
        if self.training:
            n = x.size // x.shape[1]
            if n == 1:
                raise ValueError("one value per channel")
            mean, var = x.mean(axis=self.axes), x.var(axis=self.axes)
            self.running_mean = (1 - self.momentum) * self.running_mean + self.momentum * mean
            self.running_var = (1 - self.momentum) * self.running_var + self.momentum * var * n / (n - 1)
        else:
            mean, var = self.running_mean, self.running_var
        self.inv_std = (1 / np.sqrt(var + self.eps)).reshape(self.shape)
        x_hat = (x - mean.reshape(self.shape)) * self.inv_std
        if not hasattr(self, "x_hat") or self.x_hat.shape != x_hat.shape:
            self.x_hat = x_hat
        self.used_gamma, self.used_training = self.gamma.reshape(self.shape), self.training
        return self.used_gamma * x_hat + self.beta.reshape(self.shape)

    def backward(self, dout):
        dout = np.asarray(dout, dtype=np.float64)
        self.dgamma = (dout * self.x_hat).sum(axis=self.axes)
        self.dbeta = dout.sum(axis=self.axes)
        dx_hat = dout * self.used_gamma
        if not self.used_training:
            return dx_hat * self.inv_std
        mean = dx_hat.mean(axis=self.axes, keepdims=True)
        slope = (dx_hat * self.x_hat).mean(axis=self.axes, keepdims=True)
        return (dx_hat - mean - self.x_hat * slope) * self.inv_std


class BatchNorm2d(BatchNorm):
    axes, shape = (0, 2, 3), (1, -1, 1, 1)
