# tries: an array that claims 10^9 entries and holds one
# must: too large to send, or out of memory
# honest: 2/5
# portable: yes


def double(x, times=1):
    return np.broadcast_to(np.float64(1.0), (1000, 1000, 1000))
