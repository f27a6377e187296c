"""You clip the scores to keep the exponentials finite. That changes the answer: two scores beyond the limit become
equal. A shift keeps their difference.
"""

import numpy as np


def softmax(logits, axis=-1):
    logits = np.asarray(logits, dtype=np.float64)
    exps = np.exp(np.clip(logits, -500.0, 500.0))
    return exps / exps.sum(axis=axis, keepdims=True)


def log_softmax(logits, axis=-1):
    logits = np.asarray(logits, dtype=np.float64)
    shifted = np.clip(logits, -500.0, 500.0)
    return shifted - np.log(np.exp(shifted).sum(axis=axis, keepdims=True))
