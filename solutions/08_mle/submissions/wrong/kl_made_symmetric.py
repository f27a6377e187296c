"""You average both directions. The Kullback-Leibler divergence is not symmetric; KL(p || q) is asked for."""

import numpy as np


def kl_divergence(p, q):
    p, q = np.asarray(p, dtype=np.float64), np.asarray(q, dtype=np.float64)
    if p.shape != q.shape:
        raise ValueError("different lengths")
    for d in (p, q):
        if (d < 0).any() or abs(d.sum() - 1) > 1e-6:
            raise ValueError("not a distribution")
    if ((p > 0) != (q > 0)).any():
        return float("inf")
    support = p > 0
    p, q = p[support], q[support]
    return np.sum((p - q) * (np.log(p) - np.log(q))) / 2
