# tries: __class__ that says ndarray
# must: no points
# honest: 2/5
# portable: yes


class Fake:
    @property
    def __class__(self):
        return np.ndarray

    def view(self, kind):
        return np.ones((2, 3)).view(kind)


def double(x, times=1):
    return Fake()
