# tries: an array with no entries and lengths of 2^26
# must: a wrong shape
# honest: 0/5
# portable: yes


def double(x, times=1):
    reply(["a", "<f8", [0] + [2**26] * 2, None, 0, True, 0], [0], b"")
