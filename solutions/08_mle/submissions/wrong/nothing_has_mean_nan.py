"""You return NaN for an empty x. There is nothing to estimate from: raise ValueError."""

import numpy as np


def gaussian_mle(x):
    x = np.asarray(x, dtype=np.float64)
    if x.size == 0:
        return float("nan"), float("nan")
    return x.mean(), x.var()


def bernoulli_mle(x):
    x = np.asarray(x, dtype=np.float64)
    if not np.isin(x, (0.0, 1.0)).all():
        raise ValueError("not 0 or 1")
    return x.mean() if x.size else float("nan")


def gaussian_log_likelihood(x, mean, var):
    x = np.asarray(x, dtype=np.float64)
    mean, var = float(mean), float(var)
    if var <= 0:
        raise ValueError("bad variance")
    return -0.5 * (x.size * np.log(2 * np.pi * var) + np.sum((x - mean) ** 2) / var)


def categorical_mle(x, num_classes):
    x = np.asarray(x)
    if x.size == 0:
        return np.zeros(num_classes)
    if x.min() < 0 or x.max() >= num_classes:
        raise ValueError("class out of range")
    return np.bincount(x.astype(np.int64), minlength=num_classes) / x.size


def categorical_log_likelihood(x, probs):
    x, probs = np.asarray(x), np.asarray(probs, dtype=np.float64)
    if x.size == 0:
        return 0.0
    if x.min() < 0 or x.max() >= probs.size:
        raise ValueError("class out of range")
    observed = probs[x]
    return float("-inf") if (observed == 0).any() else np.log(observed).sum()


def linear_regression_mle(X, y):
    X, y = np.asarray(X, dtype=np.float64), np.asarray(y, dtype=np.float64)
    if y.size == 0:
        return np.zeros(X.shape[1]), 0.0
    w = np.linalg.lstsq(X, y, rcond=None)[0]
    return w, np.mean((y - X @ w) ** 2)
