"""NumPy's own log-sum-exp; probabilities as the exponential of log-probabilities; masks in place of indexing."""

import numpy as np


def _log_probabilities(logits, axis):
    logits = logits.astype(np.float64)
    return logits - np.logaddexp.reduce(logits, axis=axis, keepdims=True)


def _one_hot(logits, targets):
    mask = targets[:, None] == np.arange(logits.shape[1])
    if not mask.any(axis=1).all():
        raise ValueError("a target outside the classes")
    return mask


def softmax(logits, axis=-1):
    return np.exp(_log_probabilities(logits, axis))


def log_softmax(logits, axis=-1):
    return _log_probabilities(logits, axis)


def cross_entropy(logits, targets, reduction="mean"):
    reducers = {"mean": np.mean, "sum": np.sum, "none": np.asarray}
    if reduction not in reducers:
        raise ValueError("reduction")
    mask = _one_hot(logits, targets)
    return reducers[reduction](-np.where(mask, _log_probabilities(logits, 1), 0.0).sum(axis=1))


def cross_entropy_backward(logits, targets, reduction="mean"):
    scales = {"mean": 1.0 / logits.shape[0], "sum": 1.0}
    if reduction not in scales:
        raise ValueError("reduction")
    return scales[reduction] * (np.exp(_log_probabilities(logits, 1)) - _one_hot(logits, targets))


def binary_cross_entropy_with_logits(logits, targets):
    z = logits.astype(np.float64)
    t = targets.astype(np.float64)
    return np.mean(t * np.logaddexp(0, -z) + (1 - t) * np.logaddexp(0, z))


def softmax_regression_loss(W, X, targets, l2=0.0):
    W, X = W.astype(np.float64), X.astype(np.float64)
    logits = np.einsum("nd,dc->nc", X, W)
    mask, log_p = _one_hot(logits, targets), _log_probabilities(logits, 1)
    loss = -np.where(mask, log_p, 0.0).sum(axis=1).mean() + l2 * np.einsum("dc,dc->", W, W)
    return loss, np.einsum("nd,nc->dc", X, np.exp(log_p) - mask) / len(X) + 2 * l2 * W


def predict(logits):
    return np.argmax(logits == logits.max(axis=1, keepdims=True), axis=1)
