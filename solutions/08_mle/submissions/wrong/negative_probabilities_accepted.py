"""You look at the sums only. Entries that are negative raise ValueError, even if the sum is 1."""

import numpy as np


def kl_divergence(p, q):
    p, q = np.asarray(p, dtype=np.float64), np.asarray(q, dtype=np.float64)
    if p.shape != q.shape or abs(p.sum() - 1) > 1e-6 or abs(q.sum() - 1) > 1e-6:
        raise ValueError("not distributions")
    support = p > 0
    if (q[support] <= 0).any():
        return float("inf")
    return np.sum(p[support] * (np.log(p[support]) - np.log(q[support])))


def cross_entropy(p, q):
    p, q = np.asarray(p, dtype=np.float64), np.asarray(q, dtype=np.float64)
    if p.shape != q.shape or abs(p.sum() - 1) > 1e-6 or abs(q.sum() - 1) > 1e-6:
        raise ValueError("not distributions")
    support = p > 0
    if (q[support] <= 0).any():
        return float("inf")
    return -np.sum(p[support] * np.log(q[support]))
