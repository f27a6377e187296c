"""The coordinates of the box are drawn one after another; the points of the box are stored in Fortran order."""

import numpy as np


def monte_carlo_box_integral(f, low, high, n, rng):
    low = [float(v) for v in low]
    high = [float(v) for v in high]
    if n < 2:
        raise ValueError("n < 2")
    for start, stop in zip(low, high):
        if start > stop:
            raise ValueError("reversed side")
    points = np.array([start + (stop - start) * rng.random(n) for start, stop in zip(low, high)]).T
    values = np.asarray(f(points), dtype=np.float64)
    volume = 1.0
    for start, stop in zip(low, high):
        volume *= stop - start
    return volume * float(values.mean()), volume * float(values.std(ddof=1)) / n**0.5
