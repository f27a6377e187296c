"""You begin with the spread of the input. The profile has one entry per layer, after its activation."""

import numpy as np


def activation_std_profile(initializer, activation, depth, width, batch, rng):
    h = rng.standard_normal((batch, width))
    profile = [h.std()]
    for _ in range(depth - 1):
        h = activation(h @ initializer((width, width), rng))
        profile.append(h.std())
    return np.array(profile)
