# tries: printed text that is no bytes
# must: crashed
# honest: 2/5
# portable: yes


def double(x, times=1):
    raw(message("printed", ["a", "<f8", [1], None, 0, True, 0], None, [8], bytes(8) + bytes(8)))
    raw(message("printed", 3))
    return None
