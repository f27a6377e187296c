# tries: keys that are NaN, tuples of objects, and surrogates
# must: failed or crashed
# honest: 0/5
# portable: yes
KEYS = iter([float("nan"), ["t", [["handle", 0, "x"]]], "\ud800", ["t", [["slice", [1, 2, 3]]]], ["l", []]] * 2)


def double(x, times=1):
    reply(["d", [[next(KEYS), 1]]])
