"""Backward node by node through the graph of the forward pass, over any axes; everything written out for images too."""

import numpy as np


class BatchNorm:
    axes = (0,)

    def __init__(self, num_features, eps=1e-5, momentum=0.1):
        self.eps, self.momentum = eps, momentum
        self.gamma = np.ones((num_features,), dtype=np.float64)
        self.beta = np.zeros((num_features,), dtype=np.float64)
        self.running_mean = np.zeros_like(self.beta)
        self.running_var = np.ones_like(self.gamma)
        self.training = True

    def train(self):
        self.training = True
        return self

    def eval(self):
        self.training = False
        return self

    def _wide(self, vector, ndim):
        return vector.reshape(1, -1, *[1] * (ndim - 2))

    def forward(self, x):
        x = x.astype(np.float64)
        self.count = x.size // x.shape[1]
        self.mode = self.training
        if self.mode:
            if self.count <= 1:
                raise ValueError("a single value has no variance")
            mean = np.sum(x, axis=self.axes, keepdims=True) / self.count
            self.centred = x - mean
            self.var = np.sum(self.centred * self.centred, axis=self.axes, keepdims=True) / self.count
            # the averages as a step from the old value towards the new one
            self.running_mean = self.running_mean - self.momentum * (self.running_mean - mean.ravel())
            unbiased = self.var.ravel() * (self.count / (self.count - 1))
            self.running_var = self.running_var - self.momentum * (self.running_var - unbiased)
        else:
            self.centred = x - self._wide(self.running_mean, x.ndim)
            self.var = self._wide(self.running_var, x.ndim).copy()
        self.root = np.sqrt(self.var + self.eps)
        self.normalised = self.centred / self.root
        self.scale = self._wide(self.gamma, x.ndim).copy()
        return self.scale * self.normalised + self._wide(self.beta, x.ndim)

    def backward(self, dout):
        dout = dout.astype(np.float64)
        self.dbeta = np.add.reduce(dout, axis=self.axes)
        self.dgamma = np.add.reduce(dout * self.normalised, axis=self.axes)
        dnormalised = dout * self.scale
        dcentred = dnormalised / self.root
        if not self.mode:
            return dcentred
        droot = -np.sum(dnormalised * self.centred, axis=self.axes, keepdims=True) / (self.var + self.eps)
        dvar = 0.5 * droot / self.root
        dcentred = dcentred + 2.0 * dvar * self.centred / self.count
        dmean = -np.sum(dcentred, axis=self.axes, keepdims=True)
        return dcentred + dmean / self.count


class BatchNorm2d(BatchNorm):
    axes = (0, 2, 3)
