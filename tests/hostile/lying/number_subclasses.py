# tries: float and int subclasses that lie about their value
# must: the plain value arrives
# honest: 3/5
# portable: yes


class F(float):
    def __eq__(self, other):
        return True

    def __float__(self):
        return 1e9

    def __sub__(self, other):
        return 0.0

    __hash__ = float.__hash__


class I(int):
    def __index__(self):
        return 42

    def __eq__(self, other):
        return True

    __hash__ = int.__hash__


def mean_of(function, x):
    return F(-1.0)


class Counter(HonestCounter):
    def add(self, n):
        return I(-1)
