"""All weights are drawn before the input, the activation is called twice per layer, and the variance is taken by hand."""

import numpy as np


def activation_std_profile(initializer, activation, depth, width, batch, rng):
    weights = [initializer((width, width), rng) for _ in range(depth)]
    h = rng.normal(size=(batch, width))
    profile = np.zeros(depth)
    for layer, w in enumerate(weights):
        z = np.einsum("bi,ij->bj", h, w)
        a = activation(z)
        profile[layer] = np.sqrt(np.mean((a - a.mean()) ** 2))
        h = activation(z)
    return profile
