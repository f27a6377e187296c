"""You compute probabilities with a plain exponential before you compare. The largest score has the largest
probability: no exponential is needed, and none can overflow.
"""

import numpy as np


def predict(logits):
    return np.argmax(np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True), axis=1)
