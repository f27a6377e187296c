# tries: exceptions that look like those of test frameworks, by class and by name
# must: exceptions like any other
# honest: 2/5
# portable: yes
import unittest


class Skipped(unittest.SkipTest):
    pass


def double(x, times=1):
    raise Skipped("skipped")
