"""Binary cross-entropy case by case, without a softplus; the sum of softmax built up score by score."""

import numpy as np


def softmax(logits, axis=-1):
    z = np.moveaxis(np.asarray(logits, dtype=np.float64), axis, 0)
    log_total = z[0]
    for score in z[1:]:
        log_total = np.logaddexp(log_total, score)
    return np.moveaxis(np.exp(z - log_total), 0, axis)


def binary_cross_entropy_with_logits(logits, targets):
    z, t = np.asarray(logits, dtype=np.float64), np.asarray(targets, dtype=np.float64)
    losses = np.zeros(len(z))
    positive = z >= 0
    losses[positive] = z[positive] * (1 - t[positive]) + np.log1p(np.exp(-z[positive]))
    losses[~positive] = -z[~positive] * t[~positive] + np.log1p(np.exp(z[~positive]))
    return np.dot(losses, np.ones(len(losses))) / len(losses)


def softmax_regression_loss(W, X, targets, l2=0.0):
    """Column by column of the logits, with the one-hot matrix as float."""
    W, X = np.asarray(W, dtype=np.float64), np.asarray(X, dtype=np.float64)
    n, c = len(X), W.shape[1]
    if np.any(targets < 0) or np.any(targets >= c):
        raise ValueError("targets")
    y = np.zeros((n, c))
    y[np.arange(n), targets] = 1.0
    logits = np.column_stack([X @ W[:, k] for k in range(c)])
    logits -= logits.max(axis=1, keepdims=True)
    p = np.exp(logits)
    total = p.sum(axis=1, keepdims=True)
    loss = float(np.sum(np.log(total[:, 0]) - np.sum(logits * y, axis=1)) / n + l2 * np.trace(W.T @ W))
    return loss, np.matmul(X.T, p / total - y) / n + l2 * (W + W)
