# tries: a value nested 400 levels deep, and a header of half a million brackets
# must: crashed
# honest: 1/5
# portable: yes


def double(x, times=1):
    node = 1
    for _ in range(400):
        node = ["l", [node]]
    reply(node)


def mean_of(function, x):
    header = b"\x92\x90" + b"\x91" * 1_000_000
    raw(struct.pack("<II", len(header), 0) + header)
