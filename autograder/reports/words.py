"""What all formats share: the names of verdicts, numbers as text, and what went wrong in a few words."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import dataclass, replace

from autograder.language import _, later
from autograder.results import CheckResult, Report, Verdict
from autograder.text import clean

FEW_WORDS = 90  # characters: what fits beside a name and a score on one or two lines of a terminal


@dataclass(frozen=True)
class Look:
    """How a verdict is shown: a symbol (with a substitute in ASCII) and words, so that colour is never needed."""

    symbol: str
    ascii: str
    words: str


LOOKS = {
    Verdict.PASSED: Look("✓", "+", later("passed")),
    Verdict.FAILED: Look("✗", "x", later("failed")),
    Verdict.ERROR: Look("!", "!", later("raised an error")),
    Verdict.TIMEOUT: Look("T", "T", later("took too long")),
    Verdict.MEMORY: Look("M", "M", later("used too much memory")),
    Verdict.CRASHED: Look("C", "C", later("crashed")),
    Verdict.NOT_ATTEMPTED: Look("-", "-", later("not attempted")),
    Verdict.FORBIDDEN: Look("⊘", "/", later("used what is forbidden")),
    Verdict.GRADER_ERROR: Look("?", "?", later("could not be judged")),
}


def number(value: float) -> str:
    """Return a number of points with at most two decimals and no idle zeros.

    >>> number(12.5), number(20.0), number(1 / 3)
    ('12.5', '20', '0.33')
    """
    return f"{value:.2f}".rstrip("0").rstrip(".")


def points(report: Report) -> str:
    """Return the points of a report, with those that could not be judged apart: they are nobody's zero."""
    text = f"{number(report.score)}/{number(report.max_score)}"
    lost = unjudged(report.checks)
    return _("{points} ({lost} not judged)").format(points=text, lost=number(lost)) if lost else text


def unjudged(checks: Iterable[CheckResult]) -> float:
    """Return how many points hang on checks that failed by a fault of the grader's."""
    return sum(check.max_points for check in checks if check.verdict == Verdict.GRADER_ERROR)


def cleaned(report: Report) -> Report:
    """Return the report without characters that act on a terminal or a parser: its text comes from submissions."""
    return replace(
        report,
        student=clean(report.student) or "(no name)",
        unit=clean(report.unit),
        problem=clean(report.problem),
        notices=tuple(clean(notice) for notice in report.notices),
        checks=tuple(_cleaned_check(check) for check in report.checks),
    )


def _cleaned_check(check: CheckResult) -> CheckResult:
    return replace(
        check,
        name=clean(check.name),
        exercise=clean(check.exercise),
        description=clean(check.description),
        message=clean(check.message),
        hint=clean(check.hint),
        mistake=clean(check.mistake),
        output=clean(check.output),
    )


def brief(report: Report) -> Report:
    """Return what tables show of a report: a class of thousands is held in memory like this, and no other way.

    Texts that many reports share are kept once; messages are cut, but not those of what could not be judged.
    """
    return replace(report, checks=tuple(_brief_check(check) for check in report.checks))


def _brief_check(check: CheckResult) -> CheckResult:
    return replace(
        check,
        name=sys.intern(check.name),
        exercise=sys.intern(check.exercise),
        description=sys.intern(check.description),
        message=check.message if check.verdict == Verdict.GRADER_ERROR else shortened(check.message),
        hint=sys.intern(check.hint),
        mistake=sys.intern(check.mistake),
        output="",
    )


def is_attempted_failure(check: CheckResult) -> bool:
    """Tell whether a check is worth explaining: it neither passed nor waits for the student's code."""
    return check.verdict not in (Verdict.PASSED, Verdict.NOT_ATTEMPTED)


def in_a_few_words(report: Report) -> str:
    """Return what went wrong, by the first check that ended as the report as a whole did; nothing if nothing did.

    A wrong answer is told by its hint, or by what was asked; any other end by what happened.
    """
    if report.verdict == Verdict.PASSED:
        return ""
    if report.verdict == Verdict.NOT_ATTEMPTED:
        return shortened(_not_attempted(report))
    if report.problem:
        return shortened(report.problem)
    check = next(check for check in report.checks if check.verdict == report.verdict)
    if check.hint:
        return shortened(check.hint)
    if check.verdict == Verdict.FAILED:
        return shortened(check.description)
    happened = shortened(check.message) or LOOKS[check.verdict].words
    return happened if check.exercise in happened else shortened(f"{check.exercise}: {happened}")


def _not_attempted(report: Report) -> str:
    if all(check.verdict == Verdict.NOT_ATTEMPTED for check in report.checks):
        return "not attempted"
    missing = dict.fromkeys(c.exercise for c in report.checks if c.verdict == Verdict.NOT_ATTEMPTED)
    return f"not attempted: {', '.join(missing)}"


def shortened(text: str, limit: int = FEW_WORDS) -> str:
    r"""Return the first line of `text`, cut after a sentence or a word so that it fits.

    >>> shortened("You divide by N - 1.\nmore", 12)
    'You divide …'
    >>> shortened("You divide by N - 1. The statement asks for N.", 30)
    'You divide by N - 1.'
    """
    line = next((line.strip() for line in text.splitlines() if line.strip()), "")
    if len(line) <= limit:
        return line
    sentence = line[:limit].rpartition(". ")[0]
    return f"{sentence}." if sentence else line[: limit - 1].rsplit(" ", 1)[0] + " …"
