# tries: to return the function that it was given, and functions that it was not
# must: failed: a function is no number
# honest: 4/5
# portable: yes


def mean_of(function, x):
    raw(message("value", ["callback", 0], ["d", []]))
    channel().receive()
