# tries: to send its inputs away, and to fetch answers
# must: no socket can be made
# honest: 2/5
# portable: no
import socket


def double(x, times=1):
    for family, kind in (
        (socket.AF_INET, socket.SOCK_STREAM),
        (socket.AF_INET, socket.SOCK_DGRAM),
        (socket.AF_UNIX, socket.SOCK_STREAM),
        (socket.AF_INET6, socket.SOCK_STREAM),
    ):
        try:
            made = socket.socket(family, kind)
            made.settimeout(0.1)
            made.connect(("127.0.0.1", 22) if family == socket.AF_INET else "\0hostile")
            print("connected", kind)
        except OSError as error:
            print(error)
    return None
