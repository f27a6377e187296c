# tries: a gigabyte of output
# must: a bounded report
# honest: 2/5
# portable: yes


def double(x, times=1):
    for _ in range(100):
        print("CHATTER" * 150_000)
    return None
