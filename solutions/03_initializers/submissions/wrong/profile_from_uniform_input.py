"""Your input is uniform; the statement asks for standard normal input."""

import numpy as np


def activation_std_profile(initializer, activation, depth, width, batch, rng):
    h = rng.uniform(-(3**0.5), 3**0.5, (batch, width))
    profile = []
    for _ in range(depth):
        h = activation(h @ initializer((width, width), rng))
        profile.append(h.std())
    return np.array(profile)
