"""You take gamma as a rate, e^(-gamma epoch). The statement multiplies by gamma itself once per epoch."""

import numpy as np


def exponential_lr(base_lr, epoch, gamma):
    return base_lr * np.exp(-gamma * epoch)
