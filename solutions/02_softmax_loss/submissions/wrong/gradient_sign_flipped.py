"""Your gradient points downhill: it is the step that descent takes, not the gradient. The score of the true class
has a negative gradient, since raising it lowers the loss.
"""

import numpy as np


def cross_entropy_backward(logits, targets, reduction="mean"):
    n, num_classes = logits.shape
    if targets.min() < 0 or targets.max() >= num_classes or reduction not in ("mean", "sum"):
        raise ValueError("no such class or reduction")
    logits = np.asarray(logits, dtype=np.float64)
    exps = np.exp(logits - logits.max(axis=1, keepdims=True))
    p = exps / exps.sum(axis=1, keepdims=True)
    p[np.arange(n), targets] -= 1.0
    return -p / n if reduction == "mean" else -p
