# tries: all file descriptors
# must: refused at its own limit
# honest: 2/5
# portable: yes
kept = []


def double(x, times=1):
    try:
        while True:
            kept.append(open("/dev/null"))
    except OSError:
        pass
    return None
