# tries: to leave a process behind: forked twice, in a session of its own
# must: refused, or gone with its check
# honest: 2/5
# portable: no
import os
import time


def double(x, times=1):
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            time.sleep(30)
        os._exit(0)
    return None
