# tries: call-backs with numbers and arguments of all wrong kinds
# must: told that it called wrongly; no points
# honest: 4/5
# portable: yes
REQUESTS = [
    ["l", [-1, ["t", [1.0]], ["d", []]]],
    ["l", [10**6, ["t", [1.0]], ["d", []]]],
    ["l", [["slice", [None, None, None]], ["t", [1.0]], ["d", []]]],
    ["l", [0, 3, 4]],
    ["l", [0, ["t", []], ["d", [[1, 2]]]]],
    ["l", [0, ["t", [["int", b"\x7f" * 500]]], ["d", []]]],
    ["l", [0, ["t", ["x" * 10**5]], ["d", []]]],
    3,
    None,
]


def mean_of(function, x):
    for request in REQUESTS:
        raw(message("callback", request))
        channel().receive()
    return 0.0
