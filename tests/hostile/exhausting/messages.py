# tries: exceptions with texts and chains of many megabytes
# must: a bounded report
# honest: 2/5
# portable: yes


def double(x, times=1):
    raise ValueError("A" * 10**7)


def mean_of(function, x):
    error = None
    for n in range(1000):
        new = ValueError("B" * 1000)
        new.__cause__ = error
        error = new
    raise error
