"""You divide by the sum, so that anything passes for a distribution. Input that does not sum to 1 raises ValueError."""

import numpy as np


def kl_divergence(p, q):
    p, q = np.asarray(p, dtype=np.float64), np.asarray(q, dtype=np.float64)
    if p.shape != q.shape or (p < 0).any() or (q < 0).any() or p.sum() <= 0 or q.sum() <= 0:
        raise ValueError("not distributions")
    p, q = p / p.sum(), q / q.sum()
    support = p > 0
    if (q[support] == 0).any():
        return float("inf")
    return np.sum(p[support] * (np.log(p[support]) - np.log(q[support])))


def entropy(p):
    p = np.asarray(p, dtype=np.float64)
    if (p < 0).any() or p.sum() <= 0:
        raise ValueError("not a distribution")
    p = p / p.sum()
    positive = p[p > 0]
    return -np.sum(positive * np.log(positive))
