"""Your logarithm has base 2, which measures in bits. Everything in this unit is in nats: the natural logarithm."""

import numpy as np


def gaussian_log_likelihood(x, mean, var):
    x = np.asarray(x, dtype=np.float64)
    mean, var = float(mean), float(var)
    if x.size == 0 or var <= 0:
        raise ValueError("empty x or bad variance")
    return -0.5 * (x.size * np.log2(2 * np.pi * var) + np.sum((x - mean) ** 2) / var)


def categorical_log_likelihood(x, probs):
    x, probs = np.asarray(x), np.asarray(probs, dtype=np.float64)
    if x.size == 0 or x.min() < 0 or x.max() >= probs.size:
        raise ValueError("empty x or class out of range")
    observed = probs[x]
    return float("-inf") if (observed == 0).any() else np.log2(observed).sum()


def entropy(p):
    p = np.asarray(p, dtype=np.float64)
    if (p < 0).any() or abs(p.sum() - 1) > 1e-6:
        raise ValueError("not a distribution")
    positive = p[p > 0]
    return -np.sum(positive * np.log2(positive))


def kl_divergence(p, q):
    p, q = np.asarray(p, dtype=np.float64), np.asarray(q, dtype=np.float64)
    if p.shape != q.shape:
        raise ValueError("different lengths")
    for d in (p, q):
        if (d < 0).any() or abs(d.sum() - 1) > 1e-6:
            raise ValueError("not a distribution")
    support = p > 0
    if (q[support] == 0).any():
        return float("inf")
    return np.sum(p[support] * (np.log2(p[support]) - np.log2(q[support])))


def cross_entropy(p, q):
    return entropy(p) + kl_divergence(p, q)
