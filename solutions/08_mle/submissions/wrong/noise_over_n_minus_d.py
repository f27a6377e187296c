"""You divide the squared residuals by n - d. That makes the estimate unbiased; maximum likelihood divides by n."""

import numpy as np


def linear_regression_mle(X, y):
    X, y = np.asarray(X, dtype=np.float64), np.asarray(y, dtype=np.float64)
    if y.size == 0:
        raise ValueError("empty")
    n, d = X.shape
    w = np.linalg.lstsq(X, y, rcond=None)[0]
    return w, np.sum((y - X @ w) ** 2) / max(n - d, 1)
