"""Vectors. @REFERENCE@"""

import numpy as np


def double(x, times=1):
    ### BEGIN SOLUTION
    if times < 0:
        raise ValueError("times is negative")
    return np.asarray(x, dtype=np.float64) * 2.0**times
    ### END SOLUTION


def mean_of(function, x):
    ### BEGIN SOLUTION
    return float(np.mean([function(v) for v in x]))
    ### END SOLUTION


class Counter:
    def __init__(self, start=0):
        ### BEGIN SOLUTION
        self.value = start
        ### END SOLUTION

    def add(self, n):
        ### BEGIN SOLUTION
        self.value += n
        return self.value
        ### END SOLUTION
