# tries: to close the connection and go on as if nothing had happened
# must: crashed
# honest: 2/5
# portable: yes
import os


def double(x, times=1):
    os.closerange(3, 1 << 20)
    return honest_double(x, times)
