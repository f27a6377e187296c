"""You average the standard deviations of single units. The spread is taken over all entries of a layer at once."""

import numpy as np


def activation_std_profile(initializer, activation, depth, width, batch, rng):
    h = rng.standard_normal((batch, width))
    profile = []
    for _ in range(depth):
        h = activation(h @ initializer((width, width), rng))
        profile.append(h.std(axis=0).mean())
    return np.array(profile)
