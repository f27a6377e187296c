"""You average over an evenly spaced grid. That is a quadrature rule: its error does not behave as the standard error
says, and rng is never used. Monte Carlo draws its points independently."""

import numpy as np


def monte_carlo_integral(f, a, b, n, rng):
    if n < 2:
        raise ValueError("n < 2")
    a, b = float(a), float(b)
    values = np.asarray(f(np.linspace(a, b, n)), dtype=np.float64)
    return (b - a) * values.mean(), abs(b - a) * values.std(ddof=1) / np.sqrt(n)
