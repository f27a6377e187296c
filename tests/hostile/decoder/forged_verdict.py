# tries: to answer with a verdict in place of a value
# must: crashed: the protocol knows no such reply
# honest: 2/5
# portable: yes


def double(x, times=1):
    raw(message("passed", 5.0, None))
