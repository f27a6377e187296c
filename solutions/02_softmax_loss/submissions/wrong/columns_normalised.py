"""You normalise over the first axis, whatever is asked for. The statement's default is the last axis, and the
caller may name any other.
"""

import numpy as np


def softmax(logits, axis=-1):
    logits = np.asarray(logits, dtype=np.float64)
    exps = np.exp(logits - logits.max(axis=0, keepdims=True))
    return exps / exps.sum(axis=0, keepdims=True)


def log_softmax(logits, axis=-1):
    logits = np.asarray(logits, dtype=np.float64)
    shifted = logits - logits.max(axis=0, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(axis=0, keepdims=True))
