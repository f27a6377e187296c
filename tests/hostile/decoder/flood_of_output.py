# tries: a flood of printed frames that never ends
# must: a timeout, and a bounded report
# honest: 4/5
# portable: yes


def mean_of(function, x):
    printed = message("printed", b"\x1b[2J" * 1000)
    while True:
        raw(printed * 50)
