"""You add a small ridge to make the matrix invertible. That is another estimate (with a Gaussian prior on w), if a near one."""

import numpy as np


def linear_regression_mle(X, y):
    X, y = np.asarray(X, dtype=np.float64), np.asarray(y, dtype=np.float64)
    if y.size == 0:
        raise ValueError("empty")
    w = np.linalg.solve(X.T @ X + 1e-6 * np.eye(X.shape[1]), X.T @ y)
    return w, np.mean((y - X @ w) ** 2)
