# tries: a frame of 64 MB that is never finished
# must: a timeout
# honest: 4/5
# portable: yes
import time


def mean_of(function, x):
    raw(struct.pack("<II", 100, 64 << 20) + b"\x92")
    time.sleep(100)
