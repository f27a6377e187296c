"""Your sum has lost the axis that it was taken over, so broadcasting lines it up with the wrong axis. On square
input that raises no error: row i is divided by the sum of another row.
"""

import numpy as np


def softmax(logits, axis=-1):
    logits = np.asarray(logits, dtype=np.float64)
    exps = np.exp(logits - logits.max(axis=axis, keepdims=True))
    return exps / exps.sum(axis=axis)


def log_softmax(logits, axis=-1):
    logits = np.asarray(logits, dtype=np.float64)
    shifted = logits - logits.max(axis=axis, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(axis=axis))
