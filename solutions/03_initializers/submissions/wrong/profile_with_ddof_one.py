"""You divide by the number of entries minus one; the statement asks for the plain standard deviation."""

import numpy as np


def activation_std_profile(initializer, activation, depth, width, batch, rng):
    h = rng.standard_normal((batch, width))
    profile = []
    for _ in range(depth):
        h = activation(h @ initializer((width, width), rng))
        profile.append(h.std(ddof=1))
    return np.array(profile)
