# tries: to change the argument of an earlier call, when nobody looks at it any more
# must: failed where a second call follows within the check
# honest: 4/5
# portable: yes
kept = []


def double(x, times=1):
    for old in kept:
        old[...] = 0
    kept[:] = [x]
    return honest_double(x, times)
