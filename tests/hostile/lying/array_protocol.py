# tries: an object that becomes an array when it is asked, through __array__ and __array_interface__
# must: an object is no array
# honest: 2/5
# portable: yes


class Chameleon:
    def __init__(self, x):
        self.__array_interface__ = np.asarray(x).__array_interface__

    def __array__(self, *args, **kwargs):
        return np.zeros((2, 3))

    def __len__(self):
        return 2**31 - 1

    def __iter__(self):
        return iter([self] * 1000)

    def __getitem__(self, key):
        return self

    def __float__(self):
        return 0.0


def double(x, times=1):
    return Chameleon(x)
