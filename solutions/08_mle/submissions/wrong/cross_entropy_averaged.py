"""You average over the classes. p weighs them already: the cross-entropy is the sum of -p log q."""

import numpy as np


def cross_entropy(p, q):
    p, q = np.asarray(p, dtype=np.float64), np.asarray(q, dtype=np.float64)
    if p.shape != q.shape:
        raise ValueError("different lengths")
    for d in (p, q):
        if (d < 0).any() or abs(d.sum() - 1) > 1e-6:
            raise ValueError("not a distribution")
    support = p > 0
    if (q[support] == 0).any():
        return float("inf")
    return -np.sum(p[support] * np.log(q[support])) / p.size


def entropy(p):
    p = np.asarray(p, dtype=np.float64)
    if (p < 0).any() or abs(p.sum() - 1) > 1e-6:
        raise ValueError("not a distribution")
    positive = p[p > 0]
    return -np.sum(positive * np.log(positive)) / p.size
