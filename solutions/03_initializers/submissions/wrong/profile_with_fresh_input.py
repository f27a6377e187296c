"""You feed fresh input to each layer. A layer's input is the output of the layer before it."""

import numpy as np


def activation_std_profile(initializer, activation, depth, width, batch, rng):
    profile = []
    for _ in range(depth):
        h = activation(rng.standard_normal((batch, width)) @ initializer((width, width), rng))
        profile.append(h.std())
    return np.array(profile)
