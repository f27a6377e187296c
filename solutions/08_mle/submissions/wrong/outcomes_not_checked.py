"""You average whatever comes. Outcomes other than 0 and 1 raise ValueError, also when their average looks like a probability."""

import numpy as np


def bernoulli_mle(x):
    x = np.asarray(x, dtype=np.float64)
    if x.size == 0 or not 0 <= x.mean() <= 1:
        raise ValueError("not outcomes")
    return x.mean()
