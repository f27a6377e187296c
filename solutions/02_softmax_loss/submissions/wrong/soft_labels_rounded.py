"""You take a target for yes or no. Targets may lie between 0 and 1: each of the two terms is weighted by the
target itself.
"""

import numpy as np


def binary_cross_entropy_with_logits(logits, targets):
    logits = np.asarray(logits, dtype=np.float64)
    targets = np.where(np.asarray(targets) >= 0.5, 1.0, 0.0)
    return (np.logaddexp(0.0, logits) - targets * logits).mean()
