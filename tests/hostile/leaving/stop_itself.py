# tries: to stop its process and wait for ever
# must: a timeout, and the stopped process is gone
# honest: 4/5
# portable: yes
import os
import signal


def mean_of(function, x):
    os.kill(os.getpid(), signal.SIGSTOP)
    return 0.0
