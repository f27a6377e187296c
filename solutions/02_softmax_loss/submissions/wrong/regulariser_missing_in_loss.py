"""The penalty is in your gradient, but not in your loss: the two belong to different functions."""

import numpy as np


def softmax_regression_loss(W, X, targets, l2=0.0):
    W, X = np.asarray(W, dtype=np.float64), np.asarray(X, dtype=np.float64)
    logits = X @ W
    n, num_classes = logits.shape
    if targets.min() < 0 or targets.max() >= num_classes:
        raise ValueError("no such class")
    shifted = logits - logits.max(axis=1, keepdims=True)
    log_p = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    loss = -log_p[np.arange(n), targets].mean()
    dlogits = np.exp(log_p)
    dlogits[np.arange(n), targets] -= 1.0
    return loss, X.T @ dlogits / n + 2.0 * l2 * W
