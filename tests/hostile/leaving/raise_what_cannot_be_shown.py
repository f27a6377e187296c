# tries: exceptions whose text, name and classes are traps
# must: an error; nothing is read but plain text
# honest: 1/5
# portable: yes


class Meta(type):
    def __getattribute__(cls, name):
        if name in ("__name__", "__mro__"):
            return 10**4000
        return type.__getattribute__(cls, name)


class Trap(Exception, metaclass=Meta):
    def __str__(self):
        raise SystemExit(0)

    def __repr__(self):
        raise SystemExit(0)


class Endless(Exception):
    def __str__(self):
        return "x" * 100_000_000


def double(x, times=1):
    raise Trap


def mean_of(function, x):
    raise Endless
