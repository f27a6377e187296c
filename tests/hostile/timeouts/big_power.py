# tries: an integer power that takes hours
# must: a timeout, or out of memory
# honest: 4/5
# portable: yes


def mean_of(function, x):
    return 7 ** (10**9)
