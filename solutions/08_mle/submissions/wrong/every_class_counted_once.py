"""You sum over the classes that occur, once each. Every observation counts: a class that was seen three times adds three terms."""

import numpy as np


def categorical_log_likelihood(x, probs):
    x, probs = np.asarray(x), np.asarray(probs, dtype=np.float64)
    if x.size == 0 or x.min() < 0 or x.max() >= probs.size:
        raise ValueError("empty x or class out of range")
    observed = probs[np.unique(x)]
    return float("-inf") if (observed == 0).any() else np.log(observed).sum()
