# tries: shapes and sizes that are NaN, negative, boolean, text or lists
# must: crashed each time
# honest: 2/5
# portable: yes
LENGTHS = iter([float("nan"), -1, True, "6", [2, 3], 2.0] * 3)


def double(x, times=1):
    length = next(LENGTHS)
    reply(["a", "<f8", [length, 3], None, 0, True, 0], [48], bytes(48))
