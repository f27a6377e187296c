"""You take the logarithm to base 2, which measures the loss in bits. The statement uses the natural logarithm."""

import numpy as np


def log_softmax(logits, axis=-1):
    logits = np.asarray(logits, dtype=np.float64)
    shifted = logits - logits.max(axis=axis, keepdims=True)
    return (shifted - np.log(np.exp(shifted).sum(axis=axis, keepdims=True))) / np.log(2.0)


def cross_entropy(logits, targets, reduction="mean"):
    n, num_classes = logits.shape
    if targets.min() < 0 or targets.max() >= num_classes or reduction not in ("mean", "sum", "none"):
        raise ValueError("no such class or reduction")
    logits = np.asarray(logits, dtype=np.float64)
    shifted = logits - logits.max(axis=1, keepdims=True)
    log_p = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    losses = -log_p[np.arange(n), targets] / np.log(2.0)
    return {"mean": losses.mean(), "sum": losses.sum(), "none": losses}[reduction]
