"""You centre X and y, which fits an intercept in secret. None is asked for: a column of ones in X would be one."""

import numpy as np


def linear_regression_mle(X, y):
    X, y = np.asarray(X, dtype=np.float64), np.asarray(y, dtype=np.float64)
    if y.size == 0:
        raise ValueError("empty")
    X, y = X - X.mean(axis=0), y - y.mean()
    w = np.linalg.lstsq(X, y, rcond=None)[0]
    return w, np.mean((y - X @ w) ** 2)
