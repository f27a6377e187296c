# tries: to pass one of its objects to the judge's function, so that the judge asks it in the middle of a request
# must: crashed: call-backs take plain data
# honest: 3/5
# portable: yes


def mean_of(function, x):
    raw(message("callback", ["l", [0, ["t", [["handle", 0, "x"]]], ["d", []]]]))
    while True:
        channel().receive()
        reply(["handle", 0, "x"])
