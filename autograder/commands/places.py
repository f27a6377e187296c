"""Options that say where reports were kept."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from autograder import exports
from autograder.failure import UsageError


def kept(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add `--out` and `--store`: the folder or the database that `autograder grade` kept reports in."""
    out = click.option("--out", type=click.Path(path_type=Path), help="The folder that `autograder grade` wrote.")
    url = click.option("--store", "url", help="The URL of the database that reports are kept in, if it isn't there.")
    return out(url(command))


def place(out: Path | None, url: str | None) -> Path | str:
    """Return where reports were kept. Raises UsageError when neither option says."""
    if url is not None:
        return url
    if out is None:
        raise UsageError("Where are the reports? Name the folder that `autograder grade` wrote with --out.")
    return out / exports.STORE
