# tries: the same by getattr with a computed name
# must: forbidden when it is called
# honest: 1/3
# unit: 02_weights
# portable: yes


def weights(x):
    return getattr(torch, "soft" + "max")(x, -1)
