# tries: dtypes that are objects, structures or arrays in themselves
# must: crashed
# honest: 2/5
# portable: yes
CODES = iter(["2f8", "|O8", "bf,f8", "<f8,", "(f8)", "\x00f8", "<c99", "|b8"] * 2)


def double(x, times=1):
    reply(["a", next(CODES), [1], None, 0, True, 0], [16], bytes(16))
