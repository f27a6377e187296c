"""You add one success and one failure (Laplace's rule). Maximum likelihood takes the observed share as it is."""

import numpy as np


def bernoulli_mle(x):
    x = np.asarray(x, dtype=np.float64)
    if x.size == 0 or not np.isin(x, (0.0, 1.0)).all():
        raise ValueError("not outcomes")
    return (x.sum() + 1) / (x.size + 2)
