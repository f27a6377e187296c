"""NumPy's own statistics, pinv, and sums of masked arrays; NumPy scalars come back."""

import numpy as np


def gaussian_log_likelihood(x, mean, var):
    x = np.array(x, dtype=np.float64)
    if len(x) == 0 or not var > 0:
        raise ValueError("empty x, or a variance that is not positive")
    z = (x - np.float64(mean)) / np.sqrt(np.float64(var))
    return np.sum(-(z**2) / 2 - np.log(np.float64(var)) / 2 - np.log(2 * np.pi) / 2)


def gaussian_mle(x):
    x = np.array(x, dtype=np.float64)
    if len(x) == 0:
        raise ValueError("empty x")
    return np.mean(x), np.var(x)


def bernoulli_mle(x):
    x = np.array(x)
    if len(x) == 0 or np.any((x != 0) & (x != 1)):
        raise ValueError("outcomes are 0 or 1")
    return np.count_nonzero(x) / np.float64(x.size)


def linear_regression_mle(X, y):
    X, y = np.array(X, dtype=np.float64), np.array(y, dtype=np.float64)
    if len(X) == 0:
        raise ValueError("empty X")
    w = np.linalg.pinv(X) @ y
    return w, np.square(y - X @ w).mean()


def kl_divergence(p, q):
    p, q = np.array(p, dtype=np.float64), np.array(q, dtype=np.float64)
    if p.shape != q.shape:
        raise ValueError("lengths differ")
    if p.min(initial=1) < 0 or q.min(initial=1) < 0 or max(abs(p.sum() - 1), abs(q.sum() - 1)) > 1e-6:
        raise ValueError("not distributions")
    if np.any((q == 0) & (p > 0)):
        return np.float64(np.inf)
    safe_p, safe_q = np.where(p > 0, p, 1.0), np.where(p > 0, q, 1.0)
    return np.sum(p * np.log(safe_p / safe_q))
