# tries: booleans whose byte is 2, which NumPy counts twice
# must: crashed
# honest: 2/5
# portable: yes


def double(x, times=1):
    reply(["a", "|b1", [16], None, 0, True, 0], [16], b"\x02" * 16)
