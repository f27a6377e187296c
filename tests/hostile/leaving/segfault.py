# tries: to crash the interpreter
# must: crashed
# honest: 2/5
# portable: yes


def double(x, times=1):
    import ctypes

    ctypes.string_at(1)
