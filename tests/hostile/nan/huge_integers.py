# tries: integers that no float can hold, where a float is wanted
# must: failed, without an error of the judge
# honest: 0/5
# portable: yes


def double(x, times=1):
    return 2**4000


def mean_of(function, x):
    return -(10**1200)


class Counter(HonestCounter):
    def add(self, n):
        return 2**4000
