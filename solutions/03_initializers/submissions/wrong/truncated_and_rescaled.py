"""You throw away draws beyond two standard deviations and rescale the rest to the right spread, as some libraries do.
The statement asks for a plain normal distribution, whose tails go on.
"""

import numpy as np


def lecun_normal(shape, rng):
    if len(shape) < 2:
        raise ValueError("two dimensions or more")
    fan_in = shape[0] if len(shape) == 2 else int(np.prod(shape[1:]))
    draws = rng.standard_normal(shape)
    while (far := np.abs(draws) > 2).any():
        draws[far] = rng.standard_normal(far.sum())
    return np.sqrt(1.0 / fan_in) / 0.87962566103423978 * draws
