# tries: to abort, with a core file
# must: crashed, and no core file
# honest: 2/5
# portable: yes
import os


def double(x, times=1):
    os.abort()
