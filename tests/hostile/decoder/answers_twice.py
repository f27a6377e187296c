# tries: to answer every call twice
# must: answers that are out of step are wrong answers
# honest: 0/5
# portable: yes


def double(x, times=1):
    reply(1.0)
    return 2.0
