"""You return the class numbers as floats. A class number is an index: an integer."""

import numpy as np


def predict(logits):
    return np.argmax(logits, axis=1).astype(np.float64)
