"""Your rate jumps back to base_lr at t_max (a warm restart). The statement's rate is at its lowest there and then rises
along the cosine.
"""

import numpy as np


def cosine_annealing_lr(base_lr, epoch, t_max, eta_min=0.0):
    return eta_min + (base_lr - eta_min) * (1 + float(np.cos(np.pi * (epoch % t_max) / t_max))) / 2
