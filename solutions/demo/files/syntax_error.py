import numpy as np


def softmax(logits, axis=-1)
    return np.exp(logits) / np.exp(logits).sum(axis)
