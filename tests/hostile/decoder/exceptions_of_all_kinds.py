# tries: exceptions whose names, texts, classes and places are numbers, objects and endless
# must: an error, and a bounded report
# honest: 2/5
# portable: yes
BIG = ["int", b"\x7f" * 500]
ERRORS = iter(
    [
        ["d", [["kind", BIG], ["message", BIG], ["bases", BIG], ["frames", BIG]]],
        ["d", [["kind", "K" * 10**5], ["message", "M" * 10**5], ["bases", ["l", [BIG] * 1000]]]],
        ["d", [["frames", ["l", [["l", ["f", BIG, "g", "h"]]] * 500]]]],
        ["d", [["frames", ["l", [["l", ["f" * 10**4, 1, "g", "h"]]] * 40]]]],
    ]
    * 3
)


def double(x, times=1):
    raw(message("raised", next(ERRORS), ["d", []]))
