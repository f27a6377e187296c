"""You multiply by the transposed weights. Examples stand in rows, and a layer computes X W."""

import numpy as np


def activation_std_profile(initializer, activation, depth, width, batch, rng):
    h = rng.standard_normal((batch, width))
    profile = []
    for _ in range(depth):
        h = activation(h @ initializer((width, width), rng).T)
        profile.append(h.std())
    return np.array(profile)
