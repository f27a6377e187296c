"""You clip the probability away from 0 and 1, so that no loss exceeds 16 or so, and large scores get no gradient.
The statement asks for the loss of the logits themselves, however large they are.
"""

import numpy as np


def binary_cross_entropy_with_logits(logits, targets):
    logits = np.asarray(logits, dtype=np.float64)
    targets = np.asarray(targets, dtype=np.float64)
    p = np.clip(np.exp(-np.logaddexp(0.0, -logits)), 1e-7, 1.0 - 1e-7)
    return -(targets * np.log(p) + (1.0 - targets) * np.log(1.0 - p)).mean()
