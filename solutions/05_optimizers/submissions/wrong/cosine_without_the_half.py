"""(1 + cos) runs from 2 to 0: half of it is wanted."""

import numpy as np


def cosine_annealing_lr(base_lr, epoch, t_max, eta_min=0.0):
    return eta_min + (base_lr - eta_min) * (1 + float(np.cos(np.pi * epoch / t_max)))
