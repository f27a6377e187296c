"""You subtract while the scores are still small integers, and the difference wraps around: in int8, -100 - 100 is
56. Convert to float64 before the arithmetic.
"""

import numpy as np


def softmax(logits, axis=-1):
    exps = np.exp((logits - logits.max(axis=axis, keepdims=True)).astype(np.float64))
    return exps / exps.sum(axis=axis, keepdims=True)


def log_softmax(logits, axis=-1):
    shifted = (logits - logits.max(axis=axis, keepdims=True)).astype(np.float64)
    return shifted - np.log(np.exp(shifted).sum(axis=axis, keepdims=True))


def cross_entropy(logits, targets, reduction="mean"):
    n, num_classes = logits.shape
    if targets.min() < 0 or targets.max() >= num_classes or reduction not in ("mean", "sum", "none"):
        raise ValueError("no such class or reduction")
    shifted = (logits - logits.max(axis=1, keepdims=True)).astype(np.float64)
    log_p = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    losses = -log_p[np.arange(n), targets]
    return {"mean": losses.mean(), "sum": losses.sum(), "none": losses}[reduction]


def cross_entropy_backward(logits, targets, reduction="mean"):
    n, num_classes = logits.shape
    if targets.min() < 0 or targets.max() >= num_classes or reduction not in ("mean", "sum"):
        raise ValueError("no such class or reduction")
    exps = np.exp((logits - logits.max(axis=1, keepdims=True)).astype(np.float64))
    p = exps / exps.sum(axis=1, keepdims=True)
    p[np.arange(n), targets] -= 1.0
    return p / n if reduction == "mean" else p


def softmax_regression_loss(W, X, targets, l2=0.0):
    logits = (X @ W).astype(np.float64)
    n, num_classes = logits.shape
    if targets.min() < 0 or targets.max() >= num_classes:
        raise ValueError("no such class")
    shifted = logits - logits.max(axis=1, keepdims=True)
    log_p = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    loss = -log_p[np.arange(n), targets].mean() + l2 * np.sum(W**2)
    dlogits = np.exp(log_p)
    dlogits[np.arange(n), targets] -= 1.0
    return loss, X.T @ dlogits / n + 2.0 * l2 * W
