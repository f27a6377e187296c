"""A score of -inf becomes a very negative finite one before softmax; the swapped axis comes back as a view."""

import numpy as np

MASK = -1e30


def softmax(logits, axis=-1):
    z = np.where(np.isneginf(logits), MASK, np.asarray(logits, dtype=np.float64)).swapaxes(axis, -1)
    z = z - np.amax(z, axis=-1)[..., None]
    e = np.exp(z)
    e *= 1.0 / np.sum(e, axis=-1)[..., None]
    return e.swapaxes(axis, -1)


def cross_entropy(logits, targets, reduction="mean"):
    if targets.size and (np.min(targets) < 0 or np.max(targets) > logits.shape[1] - 1):
        raise ValueError("targets")
    z = np.where(np.isneginf(logits), MASK, np.asarray(logits, dtype=np.float64))
    z = z - np.amax(z, axis=1)[:, None]
    losses = np.log(np.exp(z).sum(axis=1)) - np.array([z[i, t] for i, t in enumerate(targets)])
    match reduction:
        case "mean":
            return np.array(losses.sum() / len(losses))
        case "sum":
            return losses.sum()
        case "none":
            return losses
    raise ValueError("reduction")


def cross_entropy_backward(logits, targets, reduction="mean"):
    if reduction not in {"mean", "sum"} or not np.all((targets >= 0) & (targets < logits.shape[1])):
        raise ValueError("arguments")
    z = np.where(np.isneginf(logits), MASK, np.asarray(logits, dtype=np.float64)).T  # (C, N): classes first
    e = np.exp(z - z.max(axis=0))
    one_hot = np.eye(len(z))[:, targets]
    gradient = (e / e.sum(axis=0) - one_hot).T
    return gradient * (1.0 / len(targets)) if reduction == "mean" else gradient


def predict(logits):
    best = np.zeros(len(logits), dtype=np.int32)
    for j in range(1, logits.shape[1]):
        best[logits[:, j] > logits[np.arange(len(logits)), best]] = j
    return best
