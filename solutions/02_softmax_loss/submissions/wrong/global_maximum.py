"""You shift all rows by the largest score of the whole array. A row that lies 2,000 below it underflows to zeros,
and its sum is 0: every slice needs a shift of its own.
"""

import numpy as np


def softmax(logits, axis=-1):
    logits = np.asarray(logits, dtype=np.float64)
    exps = np.exp(logits - logits.max())
    return exps / exps.sum(axis=axis, keepdims=True)


def log_softmax(logits, axis=-1):
    logits = np.asarray(logits, dtype=np.float64)
    shifted = logits - logits.max()
    return shifted - np.log(np.exp(shifted).sum(axis=axis, keepdims=True))
