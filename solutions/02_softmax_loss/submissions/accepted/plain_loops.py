"""One number at a time with `math`, and Python numbers for scalars."""

import math

import numpy as np


def _log_sum_exp(scores):
    top = max(scores)
    return top + math.log(sum(math.exp(score - top) for score in scores))


def softmax(logits, axis=-1):
    out = np.array(logits, dtype=np.float64)
    rows = np.moveaxis(out, axis, -1)
    for index in np.ndindex(rows.shape[:-1]):
        scores = [float(score) for score in rows[index]]
        total = _log_sum_exp(scores)
        rows[index] = [math.exp(score - total) for score in scores]
    return out


def log_softmax(logits, axis=-1):
    out = np.array(logits, dtype=np.float64)
    rows = np.moveaxis(out, axis, -1)
    for index in np.ndindex(rows.shape[:-1]):
        scores = [float(score) for score in rows[index]]
        total = _log_sum_exp(scores)
        rows[index] = [score - total for score in scores]
    return out


def cross_entropy(logits, targets, reduction="mean"):
    losses = []
    for row, target in zip(logits.tolist(), targets.tolist(), strict=True):
        if not 0 <= target < len(row):
            raise ValueError(f"no class {target}")
        losses.append(_log_sum_exp(row) - row[target])
    if reduction == "none":
        return np.array(losses)
    if reduction == "sum":
        return float(sum(losses))
    if reduction == "mean":
        return float(sum(losses)) / len(losses)
    raise ValueError(reduction)


def cross_entropy_backward(logits, targets, reduction="mean"):
    if reduction == "mean":
        weight = 1.0 / len(logits)
    elif reduction == "sum":
        weight = 1.0
    else:
        raise ValueError(reduction)
    gradient = np.zeros(logits.shape)
    for i, (row, target) in enumerate(zip(logits.tolist(), targets.tolist(), strict=True)):
        if target not in range(len(row)):
            raise ValueError(target)
        total = _log_sum_exp(row)
        for j, score in enumerate(row):
            gradient[i, j] = weight * (math.exp(score - total) - (1.0 if j == target else 0.0))
    return gradient


def binary_cross_entropy_with_logits(logits, targets):
    total = 0.0
    for score, target in zip(logits.tolist(), targets.tolist(), strict=True):
        total += max(score, 0.0) - score * target + math.log1p(math.exp(-abs(score)))
    return total / len(logits)


def softmax_regression_loss(W, X, targets, l2=0.0):
    features, classes = W.shape
    loss, gradient = 0.0, np.zeros((features, classes))
    for row, target in zip(X.tolist(), targets.tolist(), strict=True):
        if not 0 <= target < classes:
            raise ValueError("targets")
        scores = [sum(row[d] * float(W[d, c]) for d in range(features)) for c in range(classes)]
        total = _log_sum_exp(scores)
        loss += (total - scores[target]) / len(X)
        for c in range(classes):
            slope = (math.exp(scores[c] - total) - (c == target)) / len(X)
            for d in range(features):
                gradient[d, c] += slope * row[d]
    for d in range(features):
        for c in range(classes):
            loss += l2 * float(W[d, c]) ** 2
            gradient[d, c] += 2 * l2 * float(W[d, c])
    return loss, gradient


def predict(logits):
    return np.array([row.index(max(row)) for row in logits.tolist()])
