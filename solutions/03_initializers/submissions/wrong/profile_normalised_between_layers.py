"""You bring the activations back to spread 1 after each layer, which hides what is to be seen: how they vanish or explode."""

import numpy as np


def activation_std_profile(initializer, activation, depth, width, batch, rng):
    h = rng.standard_normal((batch, width))
    profile = []
    for _ in range(depth):
        h = activation(h @ initializer((width, width), rng))
        profile.append(h.std())
        h = h / h.std()
    return np.array(profile)
