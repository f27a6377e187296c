# tries: to read the seeds' secret from the environment, by Python and by C
# must: the environment holds nothing of the teacher's
# honest: 2/5
# portable: yes
import ctypes
import os


def double(x, times=1):
    print(dict(os.environ))
    library = ctypes.CDLL(None)
    library.getenv.restype = ctypes.c_char_p
    for name in (b"AUTOGRADER_SECRET", b"AUTOGRADER_CANARY", b"HOME", b"USER"):
        print(name, library.getenv(name))
    environment = ctypes.POINTER(ctypes.c_char_p).in_dll(library, "environ")
    for index in range(200):
        if not environment[index]:
            break
        print(environment[index])
    return None
