# tries: list, tuple and dict subclasses that show other items to whoever looks twice
# must: the plain items arrive, as a list, and a list is no array
# honest: 2/5
# portable: yes


class L(list):
    looks = 0

    def __iter__(self):
        L.looks += 1
        return iter([0.0] * L.looks)

    def __len__(self):
        return 4

    def __eq__(self, other):
        return True


class D(dict):
    def items(self):
        return [("x", self)] * 1000

    def keys(self):
        return {"shape"}


def double(x, times=1):
    return L(D() for _ in range(4))
