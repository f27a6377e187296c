# tries: structured, datetime, text, void and swapped dtypes
# must: refused or compared as what they are
# honest: 2/5
# portable: yes
ANSWERS = [
    np.zeros((2, 3), dtype=[("a", "f8"), ("b", "O")]),
    np.zeros((2, 3), dtype="M8[s]"),
    np.zeros((2, 3), dtype="U4"),
    np.zeros((2, 3), dtype="V16"),
    np.zeros((2, 3), dtype=">f8"),
    np.ma.masked_all((2, 3)),
    np.asmatrix(np.zeros((2, 3))),
]
calls = iter(ANSWERS * 9)


def double(x, times=1):
    return next(calls)
