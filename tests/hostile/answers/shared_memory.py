# tries: to read shared memory segments that other processes made
# must: refused, or there are none
# honest: 2/5
# portable: no
import ctypes
import glob


def double(x, times=1):
    library = ctypes.CDLL(None)
    library.shmat.restype = ctypes.c_void_p
    for number in range(64):
        address = library.shmat(number, None, 0o10000)
        if address not in (None, 2**64 - 1):
            print(ctypes.string_at(address, 100))
    for path in glob.glob("/dev/shm/*"):
        print(open(path, "rb").read(1000))
    return None
