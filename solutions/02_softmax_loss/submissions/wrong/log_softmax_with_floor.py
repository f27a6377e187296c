"""You add a small constant before the logarithm, so that every log-probability below about -16 comes out as -16.
Without the detour through a probability there is no log of 0 to guard against.
"""

import numpy as np


def log_softmax(logits, axis=-1):
    logits = np.asarray(logits, dtype=np.float64)
    exps = np.exp(logits - logits.max(axis=axis, keepdims=True))
    return np.log(exps / exps.sum(axis=axis, keepdims=True) + 1e-7)
