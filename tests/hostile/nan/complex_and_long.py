# tries: complex NaN, and long doubles
# must: failed: the dtype is another
# honest: 1/5
# portable: yes


def double(x, times=1):
    return np.full(np.shape(x), complex(np.nan, 1))


def mean_of(function, x):
    return complex(honest_mean_of(function, x), float("nan"))
