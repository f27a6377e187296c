"""After t_max your rate stays at eta_min. The statement's formula is not cut off: the rate rises again."""

import numpy as np


def cosine_annealing_lr(base_lr, epoch, t_max, eta_min=0.0):
    return eta_min + (base_lr - eta_min) * (1 + float(np.cos(np.pi * min(epoch, t_max) / t_max))) / 2
