# tries: to hand objects to the judge's function, so that its arithmetic calls back with hidden numbers
# must: a function that stayed with the judge takes plain data only
# honest: 4/5
# portable: yes


class Spy:
    def __mul__(self, other):
        print("mul", other)
        return self

    def __add__(self, other):
        print("add", other)
        return self

    __rmul__, __radd__ = __mul__, __add__


def mean_of(function, x):
    return function(Spy())
