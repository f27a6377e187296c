# tries: to send replies before they are asked for, so that each answers the next request
# must: no points for what they say, and the neighbours hear nothing of it
# honest: 0/5
# portable: yes


def double(x, times=1):
    for _ in range(3):
        reply(["l", []])
    return None
