# tries: side effects that are numbers, objects and lists of a hundred thousand
# must: no points, and a bounded report
# honest: 2/5
# portable: yes
EFFECTS = iter(
    [
        3,
        ["d", [["modified", ["l", [["handle", 0, "x"]] * 100_000]]]],
        ["d", [["warnings", ["l", [["l", [["int", b"\x7f" * 500], "x"]]]]]]],
        ["d", [["modified", ["l", ["\x1b[31m</script>"] * 10]]]],
    ]
    * 3
)


def double(x, times=1):
    raw(message("value", 0.0, next(EFFECTS)))
