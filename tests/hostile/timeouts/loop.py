# tries: to loop for ever
# must: a timeout in each of its checks
# honest: 4/5
# portable: yes


def mean_of(function, x):
    while True:
        pass
