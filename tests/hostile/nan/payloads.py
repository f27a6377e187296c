# tries: NaN with payloads, negative zero and subnormal numbers in the bytes of an array
# must: failed
# honest: 2/5
# portable: yes


def double(x, times=1):
    bits = np.full(np.shape(x), 0x7FF0DEADBEEF0001, dtype=np.uint64)
    return bits.view(np.float64)
