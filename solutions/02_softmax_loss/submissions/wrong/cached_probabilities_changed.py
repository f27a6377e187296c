"""You keep probabilities from an earlier call and change them in place, so the second call on the same logits
starts from the gradient of the first. Change a copy.
"""

import numpy as np

_cache = {}


def _probabilities(logits):
    key = logits.tobytes()
    if key not in _cache:
        exps = np.exp(logits - logits.max(axis=1, keepdims=True))
        _cache[key] = exps / exps.sum(axis=1, keepdims=True)
    return _cache[key]


def cross_entropy_backward(logits, targets, reduction="mean"):
    n, num_classes = logits.shape
    if targets.min() < 0 or targets.max() >= num_classes or reduction not in ("mean", "sum"):
        raise ValueError("no such class or reduction")
    logits = np.asarray(logits, dtype=np.float64)
    p = _probabilities(logits)
    p[np.arange(n), targets] -= 1.0
    return p / n if reduction == "mean" else p
