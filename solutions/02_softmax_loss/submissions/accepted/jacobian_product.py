"""The gradient by the chain rule through the full Jacobian of softmax; scalars as 0-d arrays."""

import numpy as np


def _softmax_rows(logits):
    z = np.array(logits, dtype=float)
    for row in z:
        row -= row.max()
        np.exp(row, out=row)
        row /= row.sum()
    return z


def _logit_gradients(logits, targets):
    """One row for each example, of the sum of the losses."""
    p = _softmax_rows(logits)
    out = np.empty_like(p)
    for i, target in enumerate(targets):
        if target < 0 or target >= p.shape[1]:
            raise ValueError("target")
        # d(-log p_y)/dz = -J[y] / p_y: divided before p_y can underflow, since row y of J is p_y (e_y - p)
        unit = np.zeros(p.shape[1])
        unit[target] = 1.0
        jacobian_row_over_p = unit - p[i]
        out[i] = -jacobian_row_over_p
    return out


def softmax(logits, axis=-1):
    moved = np.moveaxis(logits, axis, -1)
    rows = _softmax_rows(moved.reshape(-1, moved.shape[-1]))
    return np.moveaxis(rows.reshape(moved.shape), -1, axis)


def cross_entropy_backward(logits, targets, reduction="mean"):
    assert_known = {"mean": len(logits), "sum": 1}
    try:
        divisor = assert_known[reduction]
    except KeyError:
        raise ValueError(f"{reduction} has no gradient here") from None
    return _logit_gradients(logits, targets) / divisor


def softmax_regression_loss(W, X, targets, l2=0.0):
    X, W = X.astype(float), W.astype(float)
    logits = X.dot(W)
    gradients = _logit_gradients(logits, targets)
    shifted = logits - logits.max(axis=1)[:, None]
    losses = np.log(np.exp(shifted).sum(axis=1)) - np.take_along_axis(shifted, targets[:, None].astype(int), 1)[:, 0]
    loss = np.array(losses.mean() + l2 * np.linalg.norm(W) ** 2)
    return loss, sum(np.outer(x, g) for x, g in zip(X, gradients, strict=True)) / len(X) + 2 * l2 * W


def binary_cross_entropy_with_logits(logits, targets):
    return np.array(
        np.mean(
            [
                max(z, 0.0) - z * t + np.log1p(np.exp(-abs(z)))
                for z, t in zip(logits.astype(float), targets, strict=True)
            ]
        )
    )
