"""You add eta_min to a cosine of height base_lr, so that epoch 0 is too high. The cosine spans base_lr - eta_min."""

import numpy as np


def cosine_annealing_lr(base_lr, epoch, t_max, eta_min=0.0):
    return eta_min + base_lr * (1 + float(np.cos(np.pi * epoch / t_max))) / 2
