"""You compute the sum of p log(q / p), which is never positive. The divergence is p log(p / q)."""

import numpy as np


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
    return np.sum(p[support] * (np.log(q[support]) - np.log(p[support])))
