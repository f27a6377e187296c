"""One feature at a time, one number at a time, with Python's own arithmetic."""

import math

import numpy as np


class BatchNorm:
    def __init__(self, num_features, eps=1e-5, momentum=0.1):
        self.num_features, self.eps, self.momentum = num_features, eps, momentum
        self.gamma = np.array([1.0] * num_features)
        self.beta = np.array([0.0] * num_features)
        self.running_mean = np.array([0.0] * num_features)
        self.running_var = np.array([1.0] * num_features)
        self.training = True

    def train(self):
        self.training = True

    def eval(self):
        self.training = False

    def forward(self, x):
        n = len(x)
        if self.training and n < 2:
            raise ValueError("more than one row, please")
        out = np.zeros((n, self.num_features))
        self.saved = []
        for j in range(self.num_features):
            column = [float(value) for value in x[:, j]]
            mean, var = float(self.running_mean[j]), float(self.running_var[j])
            if self.training:
                mean = sum(column) / n
                var = sum((value - mean) ** 2 for value in column) / n
                unbiased = sum((value - mean) ** 2 for value in column) / (n - 1)
                self.running_mean[j] += self.momentum * (mean - self.running_mean[j])
                self.running_var[j] += self.momentum * (unbiased - self.running_var[j])
            root = math.sqrt(var + self.eps)
            normalised = [(value - mean) / root for value in column]
            out[:, j] = [self.gamma[j] * value + self.beta[j] for value in normalised]
            self.saved.append((normalised, root, float(self.gamma[j]), self.training))
        return out

    def backward(self, dout):
        n = len(dout)
        dx = np.zeros((n, self.num_features))
        self.dgamma, self.dbeta = np.zeros(self.num_features), np.zeros(self.num_features)
        for j, (normalised, root, gamma, training) in enumerate(self.saved):
            column = [float(value) for value in dout[:, j]]
            self.dbeta[j] = sum(column)
            self.dgamma[j] = sum(d * value for d, value in zip(column, normalised, strict=True))
            for i in range(n):
                through = column[i]
                if training:
                    through -= (self.dbeta[j] + normalised[i] * self.dgamma[j]) / n
                dx[i, j] = gamma / root * through
        return dx
