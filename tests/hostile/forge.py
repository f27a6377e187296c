# What stands before the files of `decoder`: the worker's end of the channel, taken out of its hands.
import gc
import struct

import msgpack


def channel():
    return next(o for o in gc.get_objects() if type(o).__name__ == "Channel")


def raw(data):
    channel().send(bytes(data))


def frame(tree, sizes=(), body=b""):
    header = msgpack.packb([list(sizes), tree], unicode_errors="surrogatepass")
    return struct.pack("<II", len(header), len(body)) + header + body


def message(kind, value=None, effects=None, sizes=(), body=b""):
    return frame(["l", [kind, value, effects]], sizes, body)


def reply(value, sizes=(), body=b"", kind="value"):
    raw(message(kind, value, ["d", []], sizes, body))
