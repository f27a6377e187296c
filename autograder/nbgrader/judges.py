"""The judges of one run: one warm judge a unit, for all the submissions that nbgrader hands over one by one."""

from __future__ import annotations

import atexit
import contextlib
from collections.abc import Iterator

from autograder.course import Unit
from autograder.grading import Grader
from autograder.results import Report
from autograder.submission import Submission

_warm: dict[Unit, Grader] = {}  # nbgrader makes its preprocessors anew for each notebook, so they cannot hold them


def grade(unit: Unit, submission: Submission) -> Report:
    """Grade one submission with the judge of its unit, which is started when first needed."""
    if unit not in _warm:
        _warm[unit] = Grader(unit)
    (report,) = _warm[unit].grade([submission])
    return report


def close() -> None:
    """End all judges. A later run starts new ones, which read checks and references anew."""
    while _warm:
        _warm.popitem()[1].close()


@contextlib.contextmanager
def lasting() -> Iterator[None]:
    """End the judges with the run."""
    try:
        yield
    finally:
        close()


atexit.register(close)
