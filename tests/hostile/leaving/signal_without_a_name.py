# tries: to die of a real-time signal, which Python has no name for
# must: crashed; the other checks get a fresh worker
# honest: 2/5
# portable: yes
import os
import signal


def double(x, times=1):
    signal.pthread_sigmask(signal.SIG_UNBLOCK, [40])
    os.kill(os.getpid(), 40)
