# tries: to look like a person at the keyboard who stops the grading
# must: an exception like any other; the class is graded to its end
# honest: 2/5
# portable: yes


def double(x, times=1):
    raise KeyboardInterrupt
