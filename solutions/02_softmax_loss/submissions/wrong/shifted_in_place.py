"""You subtract the maximum from the caller's own array. An argument belongs to the caller: compute with a new
array.
"""

import numpy as np


def softmax(logits, axis=-1):
    logits -= logits.max(axis=axis, keepdims=True)
    exps = np.exp(logits)
    return exps / exps.sum(axis=axis, keepdims=True)
