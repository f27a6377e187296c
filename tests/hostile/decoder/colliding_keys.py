# tries: dictionaries whose keys all have the same hash, so that building them takes minutes
# must: crashed, in no time
# honest: 2/5
# portable: yes
PRIME = 2**61 - 1


def double(x, times=1):
    pairs = [[["int", (n * PRIME).to_bytes(12, "little")], None] for n in range(1, 40_000)]
    reply(["d", pairs])
