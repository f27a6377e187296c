"""eta_min is ignored: the rate falls to 0."""

import numpy as np


def cosine_annealing_lr(base_lr, epoch, t_max, eta_min=0.0):
    return base_lr * (1 + float(np.cos(np.pi * epoch / t_max))) / 2
