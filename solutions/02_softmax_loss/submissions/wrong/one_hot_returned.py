"""You return one-hot rows. The statement asks for the number of the class, an integer for each example."""

import numpy as np


def predict(logits):
    return np.eye(logits.shape[1], dtype=np.int64)[np.argmax(logits, axis=1)]
