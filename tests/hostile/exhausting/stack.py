# tries: endless recursion, in Python and in C
# must: an error or a crash
# honest: 1/5
# portable: yes
import sys


def double(x, times=1):
    return double(x, times)


def mean_of(function, x):
    sys.setrecursionlimit(10**9)
    nested = []
    for _ in range(10**6):
        nested = [nested]
    return repr(nested)
