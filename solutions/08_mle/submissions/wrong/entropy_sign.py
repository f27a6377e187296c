"""You forget the minus sign: entropy is not negative."""

import numpy as np


def entropy(p):
    p = np.asarray(p, dtype=np.float64)
    if (p < 0).any() or abs(p.sum() - 1) > 1e-6:
        raise ValueError("not a distribution")
    positive = p[p > 0]
    return np.sum(positive * np.log(positive))
