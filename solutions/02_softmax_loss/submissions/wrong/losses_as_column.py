"""Your single losses come back as a column (N, 1). The statement asks for shape (N,): a column against a row of
targets would broadcast to N x N later on.
"""

import numpy as np


def cross_entropy(logits, targets, reduction="mean"):
    n, num_classes = logits.shape
    if targets.min() < 0 or targets.max() >= num_classes or reduction not in ("mean", "sum", "none"):
        raise ValueError("no such class or reduction")
    logits = np.asarray(logits, dtype=np.float64)
    shifted = logits - logits.max(axis=1, keepdims=True)
    log_p = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    losses = -log_p[np.arange(n), targets]
    return {"mean": losses.mean(), "sum": losses.sum(), "none": losses[:, None]}[reduction]
