# tries: to work on the caller's array
# must: failed: the argument was changed
# honest: 3/5
# portable: yes


def double(x, times=1):
    if times < 0:
        raise ValueError
    x *= 2.0**times
    return x
