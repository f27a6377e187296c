"""More digits inside, float64 outside; 2-d input as images of one pixel; modes as text."""

import numpy as np


class BatchNorm2d:
    def __init__(self, num_channels, eps=1e-5, momentum=0.1):
        self.eps, self.momentum = np.longdouble(eps), np.longdouble(momentum)
        self.gamma = np.full(num_channels, 1.0)
        self.beta = np.full(num_channels, 0.0)
        self.running_mean = np.full(num_channels, 0.0)
        self.running_var = np.full(num_channels, 1.0)
        self.mode = "train"

    @property
    def training(self):
        return self.mode == "train"

    def train(self):
        self.mode = "train"

    def eval(self):
        self.mode = "eval"

    def forward(self, x):
        rows = np.moveaxis(np.asarray(x, dtype=np.longdouble), 1, 0).reshape(x.shape[1], -1)  # (C, N H W)
        if self.mode == "train":
            if rows.shape[1] == 1:
                raise ValueError("one value")
            mean = rows.mean(axis=1)
            biased, unbiased = rows.var(axis=1), rows.var(axis=1, ddof=1)
            old = 1 - self.momentum
            self.running_mean = (old * self.running_mean + self.momentum * mean).astype(np.float64)
            self.running_var = (old * self.running_var + self.momentum * unbiased).astype(np.float64)
        else:
            mean, biased = self.running_mean, self.running_var
        factor = (biased + self.eps) ** np.longdouble(-0.5)
        normalised = (rows - mean[:, None]) * factor[:, None]
        self.memory = {"normalised": normalised, "factor": self.gamma * factor, "mode": self.mode}
        return self._image(self.gamma[:, None] * normalised + self.beta[:, None], x.shape)

    def _image(self, rows, shape):
        wide = rows.reshape(shape[1], shape[0], *shape[2:])
        return np.moveaxis(wide, 0, 1).astype(np.float64)

    def backward(self, dout):
        rows = np.moveaxis(np.asarray(dout, dtype=np.longdouble), 1, 0).reshape(dout.shape[1], -1)
        normalised = self.memory["normalised"]
        self.dgamma = (rows * normalised).sum(axis=1).astype(np.float64)
        self.dbeta = rows.sum(axis=1).astype(np.float64)
        if self.memory["mode"] == "train":
            rows = rows - rows.mean(axis=1, keepdims=True)
            rows = rows - normalised * (rows * normalised).mean(axis=1, keepdims=True)
        return self._image(rows * self.memory["factor"][:, None], dout.shape)


class BatchNorm(BatchNorm2d):
    pass
