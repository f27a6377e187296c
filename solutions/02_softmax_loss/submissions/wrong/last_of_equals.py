"""Of equal scores you take the last. The statement asks for the first."""

import numpy as np


def predict(logits):
    return logits.shape[1] - 1 - np.argmax(logits[:, ::-1], axis=1)
