"""You return the mean per observation. The log-likelihood of a sample is the sum over its observations."""

import numpy as np


def gaussian_log_likelihood(x, mean, var):
    x = np.asarray(x, dtype=np.float64)
    mean, var = float(mean), float(var)
    if x.size == 0 or var <= 0:
        raise ValueError("empty x or bad variance")
    return -0.5 * (np.log(2 * np.pi * var) + np.mean((x - mean) ** 2) / var)


def categorical_log_likelihood(x, probs):
    x, probs = np.asarray(x), np.asarray(probs, dtype=np.float64)
    if x.size == 0 or x.min() < 0 or x.max() >= probs.size:
        raise ValueError("empty x or class out of range")
    observed = probs[x]
    return float("-inf") if (observed == 0).any() else np.log(observed).mean()
