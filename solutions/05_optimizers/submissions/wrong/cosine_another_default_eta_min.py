"""Without eta_min the rate falls to 0."""

import numpy as np


def cosine_annealing_lr(base_lr, epoch, t_max, eta_min=0.01):
    return eta_min + (base_lr - eta_min) * (1 + float(np.cos(np.pi * epoch / t_max))) / 2
