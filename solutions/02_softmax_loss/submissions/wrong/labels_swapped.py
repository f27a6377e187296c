"""You read a target of 1 as the class of score 0. The logit is the score of the class *yes*: a large one makes a
target of 1 cheap.
"""

import numpy as np


def binary_cross_entropy_with_logits(logits, targets):
    logits = np.asarray(logits, dtype=np.float64)
    targets = np.asarray(targets, dtype=np.float64)
    return (np.logaddexp(0.0, logits) - (1.0 - targets) * logits).mean()
