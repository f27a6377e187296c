# tries: to stop the clocks that limits could be measured with
# must: a timeout: the judge's clock counts
# honest: 0/5
# portable: yes
import time

time.monotonic = time.time = time.perf_counter = lambda: 0.0


def double(x, times=1):
    while True:
        pass


mean_of = Counter = double
