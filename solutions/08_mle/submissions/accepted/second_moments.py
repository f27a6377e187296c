"""Variance as the second moment less the squared mean; counts by comparison with all classes; 0-d arrays come back."""

import numpy as np


def gaussian_mle(x):
    x = np.asarray(x, dtype=float)
    if not x.size:
        raise ValueError("empty x")
    return np.array(x.mean()), np.array(max(np.mean(x * x) - x.mean() ** 2, 0.0))


def gaussian_log_likelihood(x, mean, var):
    x, mean, var = np.asarray(x, dtype=float), np.asarray(mean, dtype=float), np.asarray(var, dtype=float)
    if not x.size or not (var > 0).all():
        raise ValueError("empty x, or a variance that is not positive")
    n = x.size
    squares = (x @ x - 2 * mean * x.sum() + n * mean**2) / var
    return np.array(-(n * np.log(2 * np.pi) + n * np.log(var) + squares) / 2)


def categorical_mle(x, num_classes):
    x = np.asarray(x)
    if x.size == 0 or np.any(x < 0) or np.any(x > num_classes - 1):
        raise ValueError("empty x, or a class out of range")
    return (x[:, None] == np.arange(num_classes)).mean(axis=0)


def categorical_log_likelihood(x, probs):
    x, probs = np.asarray(x), np.asarray(probs, dtype=float)
    if x.size == 0 or np.any(x < 0) or np.any(x > probs.size - 1):
        raise ValueError("empty x, or a class out of range")
    counts = (x[:, None] == np.arange(probs.size)).sum(axis=0)
    seen = counts > 0
    if np.any(probs[seen] == 0):
        return np.array(-np.inf)
    return np.array(counts[seen] @ np.log(probs[seen]))
