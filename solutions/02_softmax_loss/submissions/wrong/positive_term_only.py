"""You count the positive examples alone. A negative example has a loss as well, the logarithm of one minus the
probability.
"""

import numpy as np


def binary_cross_entropy_with_logits(logits, targets):
    logits = np.asarray(logits, dtype=np.float64)
    targets = np.asarray(targets, dtype=np.float64)
    return (targets * np.logaddexp(0.0, -logits)).mean()
