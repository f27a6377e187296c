"""The minimum-norm solution from singular values that are not negligible; the residual by projection."""

import numpy as np


def linear_regression_mle(X, y):
    X, y = np.asarray(X, dtype=np.float64), np.asarray(y, dtype=np.float64)
    if X.shape[0] == 0:
        raise ValueError("no observations")
    U, s, Vt = np.linalg.svd(X, full_matrices=False)
    kept = s > s.max(initial=0.0) * max(X.shape) * np.finfo(float).eps
    coordinates = U[:, kept].T @ y
    w = Vt[kept].T @ (coordinates / s[kept])
    residual = y - U[:, kept] @ coordinates
    return w, float(residual @ residual) / y.size
