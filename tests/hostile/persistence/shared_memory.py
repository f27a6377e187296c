# tries: shared memory, message queues and semaphores that outlive their process
# must: refused, or removed with the worker
# honest: 5/5
# portable: no
import ctypes

library = ctypes.CDLL(None)
library.shmget(0x40571E, 4096, 0o1666)
library.msgget(0x40571E, 0o1666)
library.semget(0x40571E, 1, 0o1666)
for folder in ("/dev/shm", "/dev/mqueue", "/tmp", "/var/tmp"):
    try:
        open(f"{folder}/hostile-left-shared", "w").write("x")
    except OSError:
        pass
