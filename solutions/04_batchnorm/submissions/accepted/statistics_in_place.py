"""Running statistics updated in place, parameters kept in a dictionary behind properties, an int as the mode."""

import numpy as np


class BatchNorm:
    def __init__(self, num_features, eps=1e-5, momentum=0.1):
        self._eps, self._momentum = eps, momentum
        self._values = {"gamma": np.ones(num_features), "beta": np.zeros(num_features)}
        self._values["running_mean"], self._values["running_var"] = np.zeros(num_features), np.ones(num_features)
        self.training = True

    def __getattr__(self, name):
        try:
            return self.__dict__["_values"][name]
        except KeyError:
            raise AttributeError(name) from None

    def train(self):
        self.training = True

    def eval(self):
        self.training = False

    def forward(self, x):
        x = np.float64(x)
        n = x.shape[0]
        if self.training:
            if n < 2:
                raise ValueError("N must be at least 2")
            mu, var = np.mean(x, 0), np.var(x, 0)
            running_mean, running_var = self.running_mean, self.running_var
            running_mean *= 1 - self._momentum
            running_mean += self._momentum * mu
            running_var *= 1 - self._momentum
            running_var += self._momentum * np.var(x, 0, ddof=1)
        else:
            mu, var = self.running_mean.copy(), self.running_var.copy()
        std = (var + self._eps) ** 0.5
        xhat = (x - mu) / std
        gamma = self.gamma + 0.0
        y = gamma * xhat
        y += self.beta

        def backward_in_training(dout):
            d = gamma * dout
            return (n * d - d.sum(0) - xhat * (d * xhat).sum(0)) / (n * std)

        self._input_gradient = backward_in_training if self.training else lambda dout: gamma * dout / std
        self._xhat = xhat
        return y

    def backward(self, dout):
        dout = np.float64(dout)
        self.dgamma, self.dbeta = np.sum(dout * self._xhat, 0), np.sum(dout, 0)
        return self._input_gradient(dout)
