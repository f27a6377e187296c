"""Without an argument your standard deviation is 1 (the generator's default); the statement asks for .01."""


def normal(shape, rng, std=1.0):
    return rng.normal(0.0, std, size=shape)
