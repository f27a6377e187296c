# tries: answers of many megabytes, and of many items
# must: refused as too large, or compared; no points
# honest: 1/5
# portable: yes


def double(x, times=1):
    return np.zeros(7 * 10**6)


def mean_of(function, x):
    return [0] * 10**6
