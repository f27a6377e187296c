"""You square integers as they come: eight bits overflow. Convert to float64 first."""

import numpy as np


def gaussian_mle(x):
    x = np.asarray(x)
    if x.size == 0:
        raise ValueError("empty")
    mean = x.mean()
    return float(mean), float((x * x).mean() - mean**2)
