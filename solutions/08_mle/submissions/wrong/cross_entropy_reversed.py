"""You compute the sum of -q log p. The first argument is the data: it weighs the logarithms of the second."""

import numpy as np


def cross_entropy(p, q):
    p, q = np.asarray(p, dtype=np.float64), np.asarray(q, dtype=np.float64)
    if p.shape != q.shape:
        raise ValueError("different lengths")
    for d in (p, q):
        if (d < 0).any() or abs(d.sum() - 1) > 1e-6:
            raise ValueError("not a distribution")
    support = q > 0
    if (p[support] == 0).any():
        return float("inf")
    return -np.sum(q[support] * np.log(p[support]))
