# tries: to end the grading with SystemExit(0)
# must: an exception like any other
# honest: 2/5
# portable: yes
import sys


def double(x, times=1):
    sys.exit(0)
