"""A coverage-guided fuzz of what the judge does with bytes that a worker sends; run by hand, for as long as you like.

    pip install atheris
    python tests/fuzz/fuzz_decoder.py -max_total_time=120

It stops at the first exception that is no FrameError, and writes the bytes that led there. What it finds is kept as a
case in tests/sandbox/. Atheris is not among the packages for development: it has wheels for some systems only.
"""

from __future__ import annotations

import contextlib
import sys
from pathlib import Path

import atheris

sys.path.insert(0, str(Path(__file__).parents[2]))

with atheris.instrument_imports(include=["autograder"]):
    from autograder import comparison, rendering, session
    from autograder.sandbox import client, codec

EXPECTED = codec.decode(codec.encode([1.0, (2, "three"), {"x": None}]))
LONGEST = 1 << 16


def judge(data: bytes) -> None:
    """Read bytes as the judge does, and use the value as checks, reports and known mistakes do.

    The first two bytes tell how many at the end are the body: a length that fits is seldom found by chance.
    """
    start = max(2, len(data) - int.from_bytes(data[:2], "little"))
    with contextlib.suppress(codec.FrameError):
        kind, value, effects = client._message((data[2:start], bytearray(data[start:])), lambda reference: object())
        comparison.difference(value, EXPECTED)
        comparison.difference(EXPECTED, value)
        comparison.difference(value, value)
        rendering.literal(value)
        session._exception(value)
        session._named(effects)
        str(kind)


def examples() -> list[bytes]:
    """Good frames to start from."""
    import numpy as np

    values = [None, 1.5, 2**100, "text", b"bytes", [1, (2,)], {"a": 1, 2: 3}, np.ones((2, 3)), np.array(True), 1j]
    frames = [codec.encode(["value", value, {"modified": [], "warnings": [["x", "y"]]}]) for value in values]
    failure = {"kind": "ValueError", "bases": ["ValueError"], "message": "no", "frames": [["a.py", 3, "f", "x"]]}
    frames += [codec.encode(["raised", failure, {}]), codec.encode(["callback", [0, (1.0,), {}], None])]
    return [len(body).to_bytes(2, "little") + header + bytes(body) for header, body in map(codec.split, frames)]


def main() -> None:
    """Fuzz with libFuzzer's options; a first folder among them keeps the inputs that led further."""
    folders = [argument for argument in sys.argv[1:] if not argument.startswith("-")]
    if folders:
        Path(folders[0]).mkdir(parents=True, exist_ok=True)
        for number, frame in enumerate(examples()):
            (Path(folders[0]) / f"example-{number}").write_bytes(frame)
    atheris.Setup([sys.argv[0], f"-max_len={LONGEST}", *sys.argv[1:]], judge)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
