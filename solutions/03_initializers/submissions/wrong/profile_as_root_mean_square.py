"""You return the root mean square. A standard deviation is measured from the mean, which is not 0 after ReLU."""

import numpy as np


def activation_std_profile(initializer, activation, depth, width, batch, rng):
    h = rng.standard_normal((batch, width))
    profile = []
    for _ in range(depth):
        h = activation(h @ initializer((width, width), rng))
        profile.append(np.sqrt(np.mean(h**2)))
    return np.array(profile)
