"""You measure the spread before the activation. It is asked for after it."""

import numpy as np


def activation_std_profile(initializer, activation, depth, width, batch, rng):
    h = rng.standard_normal((batch, width))
    profile = []
    for _ in range(depth):
        z = h @ initializer((width, width), rng)
        profile.append(z.std())
        h = activation(z)
    return np.array(profile)
