# tries: a flood of call-backs whose answers it never reads
# must: a timeout
# honest: 4/5
# portable: yes


def mean_of(function, x):
    request = message("callback", ["l", [0, ["t", [1.0]], ["d", []]]])
    while True:
        raw(request * 100)
