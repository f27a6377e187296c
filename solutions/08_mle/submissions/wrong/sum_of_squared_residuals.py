"""You return the sum of the squared residuals. The noise variance is their mean."""

import numpy as np


def linear_regression_mle(X, y):
    X, y = np.asarray(X, dtype=np.float64), np.asarray(y, dtype=np.float64)
    if y.size == 0:
        raise ValueError("empty")
    w = np.linalg.lstsq(X, y, rcond=None)[0]
    return w, np.sum((y - X @ w) ** 2)
