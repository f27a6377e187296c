"""The default threshold is 1e-4."""


class ReduceLROnPlateau:
    def __init__(self, lr, factor=0.1, patience=10, threshold=1e-3, eps=1e-8):
        self.lr, self.factor, self.patience, self.threshold, self.eps = lr, factor, patience, threshold, eps
        self.best = float("inf")
        self.bad = 0

    def step(self, metric):
        if metric < self.best * (1 - self.threshold):
            self.best = metric
            self.bad = 0
        else:
            self.bad += 1
        if self.bad > self.patience:
            self.bad = 0
            lowered = self.lr * self.factor
            if self.lr - lowered > self.eps:
                self.lr = lowered
        return self.lr
