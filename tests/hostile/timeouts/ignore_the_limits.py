# tries: to raise its own limits, and to ignore their signals
# must: limits cannot be raised
# honest: 4/5
# portable: no
import resource
import signal


def mean_of(function, x):
    signal.signal(signal.SIGXCPU, signal.SIG_IGN)
    for kind in (resource.RLIMIT_CPU, resource.RLIMIT_AS, resource.RLIMIT_NPROC):
        try:
            soft, hard = resource.getrlimit(kind)
            resource.setrlimit(kind, (hard, hard))
        except (OSError, ValueError):
            pass
    while True:
        pass
