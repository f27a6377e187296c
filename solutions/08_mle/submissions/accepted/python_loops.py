"""Loops over Python floats and math.log, with fsum; lists of pairs come back."""

import math

import numpy as np


def _floats(x):
    values = [float(v) for v in x]
    if not values:
        raise ValueError("nothing to estimate from")
    return values


def gaussian_log_likelihood(x, mean, var):
    values, mean, var = _floats(x), float(mean), float(var)
    if var <= 0:
        raise ValueError("a variance is positive")
    constant = -0.5 * math.log(2 * math.pi * var)
    return math.fsum(constant - (v - mean) ** 2 / (2 * var) for v in values)


def gaussian_mle(x):
    values = _floats(x)
    mean = math.fsum(values) / len(values)
    return [mean, math.fsum((v - mean) ** 2 for v in values) / len(values)]


def bernoulli_mle(x):
    values = _floats(x)
    if not set(values) <= {0.0, 1.0}:
        raise ValueError("outcomes are 0 or 1")
    return sum(values) / len(values)


def categorical_mle(x, num_classes):
    classes = [int(v) for v in x]
    if not classes or not all(0 <= v < num_classes for v in classes):
        raise ValueError("empty x, or a class out of range")
    return np.array([classes.count(k) / len(classes) for k in range(num_classes)])


def categorical_log_likelihood(x, probs):
    classes, probs = [int(v) for v in x], [float(v) for v in probs]
    if not classes or not all(0 <= v < len(probs) for v in classes):
        raise ValueError("empty x, or a class out of range")
    return math.fsum(math.log(probs[v]) if probs[v] > 0 else -math.inf for v in classes)


def _distribution(p):
    p = [float(v) for v in p]
    if any(v < 0 for v in p) or abs(math.fsum(p) - 1) > 1e-6:
        raise ValueError("not a distribution")
    return p


def entropy(p):
    return -math.fsum(v * math.log(v) for v in _distribution(p) if v > 0)


def cross_entropy(p, q):
    p, q = _distribution(p), _distribution(q)
    if len(p) != len(q):
        raise ValueError("lengths differ")
    if any(a > 0 and b == 0 for a, b in zip(p, q)):
        return math.inf
    return -math.fsum(a * math.log(b) for a, b in zip(p, q) if a > 0)


def kl_divergence(p, q):
    return cross_entropy(p, q) - entropy(p)
