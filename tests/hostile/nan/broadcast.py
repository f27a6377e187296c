# tries: values so large that differences overflow
# must: failed
# honest: 1/5
# portable: yes


def double(x, times=1):
    return np.full(np.shape(x), np.finfo(float).max)


def mean_of(function, x):
    return function(1e200)
