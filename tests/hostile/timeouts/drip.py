# tries: to keep the judge busy with a little text every millisecond
# must: a timeout all the same
# honest: 4/5
# portable: yes
import time


def mean_of(function, x):
    while True:
        print(".", flush=True)
        time.sleep(0.001)
