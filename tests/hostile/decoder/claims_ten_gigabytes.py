# tries: a frame that claims 10 GB, so that the judge reserves them
# must: crashed at once
# honest: 2/5
# portable: yes


def double(x, times=1):
    raw(struct.pack("<II", 100, 2**31 + 2**31 - 1))
    while True:
        pass
