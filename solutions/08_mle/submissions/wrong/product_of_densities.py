"""You multiply densities and take the logarithm at the end. A few hundred factors underflow to 0: add logarithms instead."""

import numpy as np


def gaussian_log_likelihood(x, mean, var):
    x = np.asarray(x, dtype=np.float64)
    mean, var = float(mean), float(var)
    if x.size == 0 or var <= 0:
        raise ValueError("empty x or bad variance")
    densities = np.exp(-((x - mean) ** 2) / (2 * var)) / np.sqrt(2 * np.pi * var)
    product = np.prod(densities)
    return np.log(product) if product > 0 else float("-inf")


def categorical_log_likelihood(x, probs):
    x, probs = np.asarray(x), np.asarray(probs, dtype=np.float64)
    if x.size == 0 or x.min() < 0 or x.max() >= probs.size:
        raise ValueError("empty x or class out of range")
    product = np.prod(probs[x])
    return np.log(product) if product > 0 else float("-inf")
