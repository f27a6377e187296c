"""You set the weights of dependent columns to 0, which is one of the minimisers, but not the one of smallest norm."""

import numpy as np


def linear_regression_mle(X, y):
    X, y = np.asarray(X, dtype=np.float64), np.asarray(y, dtype=np.float64)
    if y.size == 0:
        raise ValueError("empty")
    kept = []
    for column in range(X.shape[1]):
        if np.linalg.matrix_rank(X[:, kept + [column]]) > len(kept):
            kept.append(column)
    w = np.zeros(X.shape[1])
    if kept:
        w[kept] = np.linalg.lstsq(X[:, kept], y, rcond=None)[0]
    return w, np.mean((y - X @ w) ** 2)
