"""You compute a probability with a sigmoid and take its logarithm. For large scores the exponential overflows, or
the probability rounds to 0 or 1 and its logarithm to infinity: combine the two formulas before computing.
"""

import numpy as np


def binary_cross_entropy_with_logits(logits, targets):
    logits = np.asarray(logits, dtype=np.float64)
    targets = np.asarray(targets, dtype=np.float64)
    p = 1.0 / (1.0 + np.exp(-logits))
    return -(targets * np.log(p) + (1.0 - targets) * np.log(1.0 - p)).mean()
