"""The N x N Jacobian of each feature, built in forward and applied in backward."""

import numpy as np


class BatchNorm:
    def __init__(self, num_features, eps=1e-5, momentum=0.1):
        self.hyper = {"eps": eps, "momentum": momentum}
        self.gamma, self.running_var = np.ones(num_features), np.ones(num_features)
        self.beta, self.running_mean = np.zeros(num_features), np.zeros(num_features)
        self.dgamma = self.dbeta = None
        self.training = True

    def train(self, mode=True):
        self.training = mode

    def eval(self):
        self.train(False)

    def forward(self, x):
        x = np.array(x, dtype=np.float64)
        n, d = x.shape
        if not self.training:
            root = np.sqrt(self.running_var + self.hyper["eps"])
            self.normalised = (x - self.running_mean) / root
            self.jacobians = np.stack([np.eye(n) * self.gamma[j] / root[j] for j in range(d)])
            return self.normalised * self.gamma + self.beta
        if n == 1:
            raise ValueError("N = 1")
        centring = np.eye(n) - np.ones((n, n)) / n
        centred = centring @ x
        var = np.einsum("nd,nd->d", centred, centred) / n
        weight = self.hyper["momentum"]
        self.running_mean = np.average([self.running_mean, x.mean(axis=0)], axis=0, weights=[1 - weight, weight])
        self.running_var = np.average([self.running_var, var * n / (n - 1)], axis=0, weights=[1 - weight, weight])
        root = np.sqrt(var + self.hyper["eps"])
        self.normalised = centred / root
        self.jacobians = np.stack(
            [
                self.gamma[j] / root[j] * (centring - np.outer(self.normalised[:, j], self.normalised[:, j]) / n)
                for j in range(d)
            ]
        )
        return self.normalised * self.gamma + self.beta

    def backward(self, dout):
        dout = np.array(dout, dtype=np.float64)
        self.dgamma = np.einsum("nd,nd->d", dout, self.normalised)
        self.dbeta = np.einsum("nd->d", dout)
        return np.einsum("dnm,md->nd", self.jacobians, dout)
