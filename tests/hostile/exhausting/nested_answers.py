# tries: answers that are nested deeply, and lists that hold themselves
# must: refused as nested too deeply
# honest: 1/5
# portable: yes


def double(x, times=1):
    nested = []
    nested.append(nested)
    return nested


def mean_of(function, x):
    nested = 0.0
    for _ in range(100_000):
        nested = (nested,)
    return nested
