# tries: to hang in C code, where no Python signal handler runs
# must: a timeout
# honest: 4/5
# portable: yes
import re


def mean_of(function, x):
    re.match(r"(a+)+$", "a" * 60 + "b")
