# tries: printed frames of 64 MB each
# must: a bounded report, in bounded time
# honest: 2/5
# portable: yes


def double(x, times=1):
    text = message("printed", b"x" * 1_000_000)
    for _ in range(60):
        raw(text)
    return None
