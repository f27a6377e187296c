"""Your estimate is multiplied by the length of the interval, your standard error is not: a quantity that is scaled
takes its standard deviation along."""

import numpy as np


def monte_carlo_integral(f, a, b, n, rng):
    if n < 2:
        raise ValueError("n < 2")
    a, b = float(a), float(b)
    values = np.asarray(f(a + (b - a) * rng.random(n)), dtype=np.float64)
    return (b - a) * values.mean(), values.std(ddof=1) / np.sqrt(n)
