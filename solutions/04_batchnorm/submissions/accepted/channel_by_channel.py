"""Images channel by channel, each flattened to one long column; the statistics recomputed in backward."""

import numpy as np


class BatchNorm2d:
    def __init__(self, num_channels, eps=1e-5, momentum=0.1):
        self.num_channels, self.eps, self.momentum = num_channels, eps, momentum
        self.gamma, self.beta = np.ones(num_channels), np.zeros(num_channels)
        self.running_mean, self.running_var = np.zeros(num_channels), np.ones(num_channels)
        self.training = True

    def train(self):
        self.training = True

    def eval(self):
        self.training = False

    def forward(self, x):
        n, c, h, w = x.shape
        if self.training and n * h * w == 1:
            raise ValueError("one value per channel")
        self.x = np.array(x, dtype=np.float64)
        self.last = (self.training, self.gamma.copy(), self.running_mean.copy(), self.running_var.copy())
        out = np.empty_like(self.x)
        for k in range(c):
            values = self.x[:, k].ravel()
            out[:, k] = (self.gamma[k] * self._normalise(values, k) + self.beta[k]).reshape(n, h, w)
            if self.training:
                self.running_mean[k] = (1 - self.momentum) * self.running_mean[k] + self.momentum * values.mean()
                self.running_var[k] = (1 - self.momentum) * self.running_var[k] + self.momentum * values.var(ddof=1)
        return out

    def _normalise(self, values, k):
        training, _, running_mean, running_var = self.last
        if training:
            return (values - values.mean()) / np.sqrt(values.var() + self.eps)
        return (values - running_mean[k]) / np.sqrt(running_var[k] + self.eps)

    def backward(self, dout):
        training, gamma, _, running_var = self.last
        dx = np.empty(dout.shape)
        self.dgamma, self.dbeta = np.empty(self.num_channels), np.empty(self.num_channels)
        for k in range(self.num_channels):
            values, d = self.x[:, k].ravel(), dout[:, k].astype(np.float64).ravel()
            normalised = self._normalise(values, k)
            self.dbeta[k], self.dgamma[k] = d.sum(), d @ normalised
            if training:
                d = d - d.mean() - normalised * (d @ normalised) / d.size
                dx[:, k] = (gamma[k] * d / np.sqrt(values.var() + self.eps)).reshape(dx[:, k].shape)
            else:
                dx[:, k] = (gamma[k] * d / np.sqrt(running_var[k] + self.eps)).reshape(dx[:, k].shape)
        return dx
