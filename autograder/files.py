"""Writing files for a student: nothing that is there is ever replaced."""

from __future__ import annotations

import itertools
from pathlib import Path

from autograder.failure import UsageError
from autograder.language import _


def write_new(path: Path, data: bytes) -> None:
    """Write a file that isn't there yet. Raises UsageError when it is, or when it cannot be written."""
    try:
        with path.open("xb") as stream:
            stream.write(data)
    except OSError as error:
        raise UsageError(
            _("{file} cannot be written: {reason}.").format(file=path, reason=error.strerror or error)
        ) from error


def free_name(path: Path, data: bytes) -> Path:
    """Return `path`, or the next numbered one that is free or holds just `data`."""
    names = itertools.chain([path], (path.with_stem(f"{path.stem}-{n}") for n in itertools.count(2)))
    return next(name for name in names if not name.exists() or (name.is_file() and name.read_bytes() == data))
