"""You add the binary losses up; the statement asks for their mean."""

import numpy as np


def binary_cross_entropy_with_logits(logits, targets):
    logits = np.asarray(logits, dtype=np.float64)
    targets = np.asarray(targets, dtype=np.float64)
    return (np.logaddexp(0.0, logits) - targets * logits).sum()
