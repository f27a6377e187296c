# tries: to die in the middle of a frame
# must: crashed
# honest: 2/5
# portable: yes
import os


def double(x, times=1):
    raw(message("value", "x" * 1000)[:500])
    os._exit(0)
