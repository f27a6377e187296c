# tries: generators with forged states, and of types that do not exist
# must: crashed
# honest: 1/5
# portable: yes


def double(x, times=1):
    reply(["generator", 0, "PCG64", ["d", [["state", 2**63]]]])


def mean_of(function, x):
    reply(["generator", -1, "Pickled", "state"])
