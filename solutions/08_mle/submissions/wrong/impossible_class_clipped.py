"""You keep probabilities away from 0 with a small constant. What is impossible and was observed has log-likelihood -inf, and
1e-300 is a probability like any other."""

import numpy as np


def categorical_log_likelihood(x, probs):
    x, probs = np.asarray(x), np.asarray(probs, dtype=np.float64)
    if x.size == 0 or x.min() < 0 or x.max() >= probs.size:
        raise ValueError("empty x or class out of range")
    return np.log(probs[x] + 1e-12).sum()


def kl_divergence(p, q):
    p, q = np.asarray(p, dtype=np.float64), np.asarray(q, dtype=np.float64)
    if p.shape != q.shape:
        raise ValueError("different lengths")
    for d in (p, q):
        if (d < 0).any() or abs(d.sum() - 1) > 1e-6:
            raise ValueError("not a distribution")
    return np.sum(p * np.log((p + 1e-12) / (q + 1e-12)))


def cross_entropy(p, q):
    p, q = np.asarray(p, dtype=np.float64), np.asarray(q, dtype=np.float64)
    if p.shape != q.shape:
        raise ValueError("different lengths")
    for d in (p, q):
        if (d < 0).any() or abs(d.sum() - 1) > 1e-6:
            raise ValueError("not a distribution")
    return -np.sum(p * np.log(np.maximum(q, 1e-12)))
