"""You compute in the precision of the input: float32 keeps seven digits. Convert to float64 first."""

import numpy as np


def gaussian_log_likelihood(x, mean, var):
    x = np.asarray(x)
    if x.size == 0 or var <= 0:
        raise ValueError("empty x or bad variance")
    if x.dtype.kind != "f":
        x = x.astype(np.float64)
    return float(-0.5 * (x.size * np.log(2 * np.pi * var) + np.sum((x - mean) ** 2) / var))


def entropy(p):
    p = np.asarray(p)
    if (p < 0).any() or abs(p.sum() - 1) > 1e-6:
        raise ValueError("not a distribution")
    positive = p[p > 0]
    return float(-np.sum(positive * np.log(positive)))


def cross_entropy(p, q):
    p, q = np.asarray(p), np.asarray(q)
    if p.shape != q.shape:
        raise ValueError("different lengths")
    for d in (p, q):
        if (d < 0).any() or abs(d.sum() - 1) > 1e-6:
            raise ValueError("not a distribution")
    support = p > 0
    if (q[support] == 0).any():
        return float("inf")
    return float(-np.sum(p[support] * np.log(q[support])))


def linear_regression_mle(X, y):
    X, y = np.asarray(X), np.asarray(y)
    if y.size == 0:
        raise ValueError("empty")
    w = np.linalg.lstsq(X, y, rcond=None)[0]
    return w, np.mean((y - X @ w) ** 2)
