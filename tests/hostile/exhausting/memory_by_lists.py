# tries: all memory, by many small objects
# must: out of memory
# honest: 2/5
# portable: yes


def double(x, times=1):
    return [bytearray(10**7) for _ in range(10**5)]
