"""The three kinds of going wrong, never confused: the student's, the author's and ours.

AutograderError
    UsageError          what was asked for cannot be done: no such unit, nothing to grade     exit code 2
        CourseError     the author's files are wrong: course.toml, markers, a broken check
    GraderError         a check, the reference or the kit failed while grading                exit code 3
AssertionError
    CheckFailure        the submission gave a wrong answer
Exception
    SubmissionFault     the submission raised, ran into a limit or died
"""

from __future__ import annotations


class AutograderError(Exception):
    """What the command line reports without a traceback."""

    exit_code = 1


class UsageError(AutograderError):
    """What was asked for cannot be done; the message names the object and the next step."""

    exit_code = 2


class CourseError(UsageError):
    """The course's own files are wrong; the message names the file and the fix."""


class GraderError(AutograderError):
    """A check, the reference or the kit failed: never the student's zero."""

    exit_code = 3


class CheckFailure(AssertionError):
    """The submission gave a wrong answer: the message says what was wanted, what was found and where.

    `difference` holds the arrays that differ, for whoever can draw them.
    """

    def __init__(self, message: str, difference: object = None) -> None:
        super().__init__(message)
        self.message = message
        self.difference = difference


class SubmissionFault(Exception):
    """The submission raised, ran into a limit or died.

    `verdict` is the value of a `results.Verdict`; `message` is for people.
    """

    def __init__(self, verdict: str, message: str) -> None:
        super().__init__(message)
        self.verdict = verdict
        self.message = message


class StudentRaised(SubmissionFault):
    """The submission raised an exception, which crossed the line as data.

    `kind` is the name of its class, `bases` the names of all classes that it derives from (itself first).
    """

    def __init__(self, verdict: str, message: str, kind: str, bases: tuple[str, ...]) -> None:
        super().__init__(verdict, message)
        self.kind = kind
        self.bases = bases
