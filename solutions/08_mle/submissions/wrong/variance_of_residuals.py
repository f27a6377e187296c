"""You take the variance of the residuals, which subtracts their mean first. Without an intercept that mean is not 0: the
noise has mean 0 by assumption, so that its variance is the mean square."""

import numpy as np


def linear_regression_mle(X, y):
    X, y = np.asarray(X, dtype=np.float64), np.asarray(y, dtype=np.float64)
    if y.size == 0:
        raise ValueError("empty")
    w = np.linalg.lstsq(X, y, rcond=None)[0]
    return w, np.var(y - X @ w)
