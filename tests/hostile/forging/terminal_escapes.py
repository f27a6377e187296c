# tries: to repaint the teacher's terminal, change its title, and hide text
# must: no control character in anything that it said
# honest: 3/5
# portable: yes
NASTY = "\x1b[2J\x1b]0;5/5\x07\x1b[32m\x9b31m\r5/5 passed\x08\x08\u202e5/5\u2028\u2066\ud800\x00\ufeff"


def double(x, times=1):
    print(NASTY)
    raise ValueError(NASTY)


double.__name__ = NASTY
