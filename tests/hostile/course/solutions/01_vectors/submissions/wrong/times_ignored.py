"""You double once, whatever `times` says."""

import numpy as np

CANARY = "@MISTAKE@"


def double(x, times=1):
    if times < 0:
        raise ValueError("times is negative")
    return np.asarray(x, dtype=np.float64) * 2
