# tries: to reshape, resize and write-protect its argument
# must: failed or in vain
# honest: 2/5
# portable: yes


def double(x, times=1):
    x.flags.writeable = False
    x.shape = (x.size,)
    return x
