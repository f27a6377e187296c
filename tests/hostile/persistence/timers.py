# tries: a timer whose signal arrives in a later check
# must: it hurts nobody but itself
# honest: 5/5
# portable: yes
import signal

signal.signal(signal.SIGALRM, lambda *a: None)
signal.setitimer(signal.ITIMER_REAL, 0.01, 0.01)
