"""You demand a sum of exactly 1, or nearly. Rounded probabilities sum to 1 within 1e-6, which is accepted."""

import numpy as np


def kl_divergence(p, q):
    p, q = np.asarray(p, dtype=np.float64), np.asarray(q, dtype=np.float64)
    if p.shape != q.shape:
        raise ValueError("different lengths")
    for d in (p, q):
        if (d < 0).any() or not np.isclose(d.sum(), 1, rtol=0, atol=1e-9):
            raise ValueError("not a distribution")
    support = p > 0
    if (q[support] == 0).any():
        return float("inf")
    return np.sum(p[support] * (np.log(p[support]) - np.log(q[support])))
