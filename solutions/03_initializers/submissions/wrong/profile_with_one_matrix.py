"""You draw one weight matrix and use it in all layers. Each layer has weights of its own."""

import numpy as np


def activation_std_profile(initializer, activation, depth, width, batch, rng):
    h = rng.standard_normal((batch, width))
    w = initializer((width, width), rng)
    profile = []
    for _ in range(depth):
        h = activation(h @ w)
        profile.append(h.std())
    return np.array(profile)
