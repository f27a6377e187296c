# The honest solution, which stands before every hostile one: a hostile file redefines what it attacks with.
import numpy as np


def honest_double(x, times=1):
    if times < 0:
        raise ValueError("times is negative")
    return np.asarray(x, dtype=np.float64) * 2.0**times


def honest_mean_of(function, x):
    return float(np.mean([function(v) for v in x]))


class HonestCounter:
    def __init__(self, start=0):
        self.value = start

    def add(self, n):
        self.value += n
        return self.value


double, mean_of, Counter = honest_double, honest_mean_of, HonestCounter
