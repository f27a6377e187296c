"""You take the logarithm of finished probabilities. A probability below 1e-308 has become 0 by then, and its
logarithm -inf; the log-probability itself is a moderate number that can be computed without the probability.
"""

import numpy as np


def log_softmax(logits, axis=-1):
    logits = np.asarray(logits, dtype=np.float64)
    exps = np.exp(logits - logits.max(axis=axis, keepdims=True))
    with np.errstate(divide="ignore"):
        return np.log(exps / exps.sum(axis=axis, keepdims=True))
