# tries: to die of a signal
# must: crashed, with the signal's name
# honest: 2/5
# portable: yes
import os
import signal


def double(x, times=1):
    os.kill(os.getpid(), signal.SIGKILL)
