"""A reduction that doesn't exist is taken for the mean. The statement asks for a ValueError: a typing error of the
caller would go unnoticed.
"""

import numpy as np


def cross_entropy(logits, targets, reduction="mean"):
    n, num_classes = logits.shape
    if targets.min() < 0 or targets.max() >= num_classes:
        raise ValueError("no such class or reduction")
    logits = np.asarray(logits, dtype=np.float64)
    shifted = logits - logits.max(axis=1, keepdims=True)
    log_p = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    losses = -log_p[np.arange(n), targets]
    return {"sum": losses.sum(), "none": losses}.get(reduction, losses.mean())


def cross_entropy_backward(logits, targets, reduction="mean"):
    n, num_classes = logits.shape
    if targets.min() < 0 or targets.max() >= num_classes:
        raise ValueError("no such class or reduction")
    logits = np.asarray(logits, dtype=np.float64)
    exps = np.exp(logits - logits.max(axis=1, keepdims=True))
    p = exps / exps.sum(axis=1, keepdims=True)
    p[np.arange(n), targets] -= 1.0
    return p if reduction == "sum" else p / n
