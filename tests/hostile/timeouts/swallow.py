# tries: to catch whatever stops it
# must: a timeout
# honest: 4/5
# portable: yes


def mean_of(function, x):
    while True:
        try:
            while True:
                pass
        except BaseException:
            continue
        finally:
            continue
