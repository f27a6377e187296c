"""You work on a copy of rng, so that the generator does not move on: the next layer gets the same weights."""

import copy


def normal(shape, rng, std=0.01):
    return copy.deepcopy(rng).normal(0.0, std, size=shape)
