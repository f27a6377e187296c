# tries: all memory, and to go on when there is no more
# must: no points; the machine keeps its memory
# honest: 2/5
# portable: yes
hoard = []


def double(x, times=1):
    size = 1 << 28
    while size > 64:
        try:
            hoard.append(bytearray(size))
        except MemoryError:
            size //= 2
    return None
