"""More digits inside, float64 outside; the largest score plus 3 in place of the largest score."""

import numpy as np


def _log_softmax(logits, axis):
    z = np.asarray(logits, dtype=np.longdouble)
    z = z - z.max(axis=axis, keepdims=True) - np.longdouble(3)
    return z - np.log(np.sum(np.exp(z), axis=axis, keepdims=True))


def _check(targets, num_classes):
    if set(targets.tolist()) - set(range(num_classes)):
        raise ValueError("unknown class")


def softmax(logits, axis=-1):
    return np.exp(_log_softmax(logits, axis)).astype(np.float64)


def log_softmax(logits, axis=-1):
    return _log_softmax(logits, axis).astype(np.float64)


def cross_entropy(logits, targets, reduction="mean"):
    _check(targets, logits.shape[1])
    losses = -np.take_along_axis(_log_softmax(logits, 1), targets.astype(np.intp)[:, np.newaxis], axis=1).squeeze(1)
    if reduction == "none":
        return losses.astype(np.float64)
    if reduction == "mean":
        return float(np.average(losses))
    if reduction == "sum":
        return np.float64(np.add.reduce(losses))
    raise ValueError("mean, sum or none")


def cross_entropy_backward(logits, targets, reduction="mean"):
    _check(targets, logits.shape[1])
    if reduction != "mean" and reduction != "sum":
        raise ValueError("mean or sum")
    p = np.exp(_log_softmax(logits, 1))
    np.subtract.at(p, (np.arange(len(p)), targets), 1)
    if reduction == "mean":
        p /= len(p)
    return p.astype(np.float64)


def binary_cross_entropy_with_logits(logits, targets):
    """Two classes with the scores 0 and z, and the soft label spread over both."""
    z = np.asarray(logits, dtype=np.longdouble)
    log_p = _log_softmax(np.stack([np.zeros_like(z), z]), axis=0)
    weights = np.stack([1 - targets.astype(np.longdouble), targets.astype(np.longdouble)])
    return float(-(weights * log_p).sum() / len(z))
