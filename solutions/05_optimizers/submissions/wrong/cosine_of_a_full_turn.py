"""You go through a full turn until t_max; annealing takes half a turn."""

import numpy as np


def cosine_annealing_lr(base_lr, epoch, t_max, eta_min=0.0):
    return eta_min + (base_lr - eta_min) * (1 + float(np.cos(2 * np.pi * epoch / t_max))) / 2
