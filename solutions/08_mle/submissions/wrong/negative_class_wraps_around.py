"""You index with the classes without looking at them: -1 counts from the end. A class outside 0 ... K - 1 raises ValueError."""

import numpy as np


def categorical_mle(x, num_classes):
    x = np.asarray(x)
    if x.size == 0 or x.max() >= num_classes:
        raise ValueError("empty x or class out of range")
    counts = np.zeros(num_classes)
    np.add.at(counts, x.astype(np.int64), 1)
    return counts / x.size


def categorical_log_likelihood(x, probs):
    x, probs = np.asarray(x), np.asarray(probs, dtype=np.float64)
    if x.size == 0 or x.max() >= probs.size:
        raise ValueError("empty x or class out of range")
    observed = probs[x]
    return float("-inf") if (observed == 0).any() else np.log(observed).sum()
