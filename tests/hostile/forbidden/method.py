# tries: the same as a method
# must: forbidden when it is called
# honest: 1/3
# unit: 02_weights
# portable: yes


def weights(x):
    return x.softmax(-1)
