"""You always use .01 and never look at the std that is passed."""


def normal(shape, rng, std=0.01):
    return rng.normal(0.0, 0.01, size=shape)
