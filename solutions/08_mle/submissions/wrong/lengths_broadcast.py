"""You let NumPy broadcast p against q. A distribution over one class and one over three don't belong together: raise
ValueError."""

import numpy as np


def kl_divergence(p, q):
    p, q = np.asarray(p, dtype=np.float64), np.asarray(q, dtype=np.float64)
    for d in (p, q):
        if (d < 0).any() or abs(d.sum() - 1) > 1e-6:
            raise ValueError("not a distribution")
    p, q = np.broadcast_arrays(p, q)
    support = p > 0
    if (q[support] == 0).any():
        return float("inf")
    return np.sum(p[support] * (np.log(p[support]) - np.log(q[support])))
