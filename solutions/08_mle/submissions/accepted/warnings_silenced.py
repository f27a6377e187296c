"""Logarithms of 0 are taken with warnings silenced, and the terms that don't count are replaced afterwards."""

import numpy as np


def _checked(*distributions):
    arrays = [np.asarray(d, dtype=np.float64) for d in distributions]
    if len({a.shape for a in arrays}) > 1:
        raise ValueError("lengths differ")
    for a in arrays:
        if np.any(a < 0) or not np.isclose(a.sum(), 1.0, rtol=0.0, atol=1e-6):
            raise ValueError("not a distribution")
    return arrays


def entropy(p):
    (p,) = _checked(p)
    with np.errstate(divide="ignore", invalid="ignore"):
        return float(-np.nansum(p * np.log(p)))


def cross_entropy(p, q):
    p, q = _checked(p, q)
    with np.errstate(divide="ignore", invalid="ignore"):
        return float(np.where(p > 0, -p * np.log(q), 0.0).sum())


def kl_divergence(p, q):
    p, q = _checked(p, q)
    with np.errstate(divide="ignore", invalid="ignore"):
        return float(np.where(p > 0, p * np.log(p / q), 0.0).sum())


def categorical_log_likelihood(x, probs):
    x, probs = np.asarray(x, dtype=np.int64), np.asarray(probs, dtype=np.float64)
    if x.size == 0 or not np.isin(x, np.arange(probs.size)).all():
        raise ValueError("empty x, or a class out of range")
    with np.errstate(divide="ignore"):
        return float(np.log(probs)[x].sum())
