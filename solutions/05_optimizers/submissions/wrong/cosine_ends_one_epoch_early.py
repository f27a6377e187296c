"""You divide by t_max - 1, so that the lowest rate comes an epoch early. It comes at epoch t_max."""

import numpy as np


def cosine_annealing_lr(base_lr, epoch, t_max, eta_min=0.0):
    return eta_min + (base_lr - eta_min) * (1 + float(np.cos(np.pi * epoch / max(t_max - 1, 1)))) / 2
