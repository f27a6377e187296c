# tries: all memory at once
# must: out of memory
# honest: 2/5
# portable: yes


def double(x, times=1):
    return np.ones(10**11)
