# tries: an array of 10^10 entries in 16 bytes, by shape, by strides of 0, and by lengths whose product overflows
# must: crashed each time
# honest: 1/5
# portable: yes
SHAPES = iter(
    [
        ["a", "<f8", [10**5, 10**5], None, 0, True, 0],
        ["a", "<f8", [10**10], [0], 0, True, 0],
        ["a", "<f8", [2**32, 2**32], None, 0, True, 0],
    ]
)


def double(x, times=1):
    reply(["a", "<f8", [2**26, 2**26, 2**12], None, 0, True, 0], [16], bytes(16))


def mean_of(function, x):
    reply(["a", "<f8", [10**10], [0], 0, True, 0], [16], bytes(16))
