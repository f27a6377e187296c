# tries: random bytes
# must: crashed or a timeout
# honest: 2/5
# portable: yes
import random

generator = random.Random(7)


def double(x, times=1):
    raw(generator.randbytes(5000))
    while True:
        raw(generator.randbytes(5000))
