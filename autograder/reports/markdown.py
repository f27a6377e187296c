"""Markdown for the summaries of continuous integration: a table of students, or of one student's exercises."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence

from autograder.reports import words
from autograder.results import CheckResult, Report

ACTIVE = re.compile(r"([\\`*_{}\[\]#|~$@!:])")


def render(reports: Sequence[Report]) -> str:
    """Return one table for several reports, or points, hints and messages for one."""
    shown = [words.cleaned(report) for report in reports]
    return _single(shown[0]) if len(shown) == 1 else _several(shown)


def escaped(text: str) -> str:
    r"""Return text that Markdown shows as it is, on one line.

    >>> escaped("a|b <i>")
    'a\\|b &lt;i&gt;'
    """
    return ACTIVE.sub(r"\\\1", html.escape(" ".join(text.split()), quote=False))


def _several(reports: Sequence[Report]) -> str:
    lines = ["| Student | Unit | Points | | What went wrong |", "|---|---|---:|---|---|"]
    lines += [
        f"| {escaped(report.student)} | {escaped(report.unit)} | {words.points(report)} | {_verdict(report)} "
        f"| {escaped(words.in_a_few_words(report))} |"
        for report in reports
    ]
    return "\n".join(lines) + "\n"


def _single(report: Report) -> str:
    parts = [
        f"## {escaped(report.unit)}: {words.points(report)} points",
        f"{escaped(report.student)}: {_verdict(report)}",
    ]
    if report.problem:
        parts.append(_preformatted(report.problem))
    parts += [escaped(notice) for notice in report.notices]
    parts.append(_exercises(report))
    first_told = {check.hint: check.name for check in reversed(report.checks)}  # one mistake shows in several checks
    parts += [
        _check(check, report.problem, tell_hint=first_told[check.hint] == check.name)
        for check in report.checks
        if words.is_attempted_failure(check)
    ]
    return "\n\n".join(parts) + "\n"


def _exercises(report: Report) -> str:
    lines = ["| Exercise | Points | Checks |", "|---|---:|---|"]
    for exercise in report.exercises:
        symbols = [words.LOOKS[check.verdict].symbol for check in report.checks if check.exercise == exercise.name]
        points = f"{words.number(exercise.points)}/{words.number(exercise.max_points)}"
        lines.append(f"| {escaped(exercise.name)} | {points} | {escaped(' '.join(symbols))} |")
    return "\n".join(lines)


def _check(check: CheckResult, problem: str, tell_hint: bool) -> str:
    look = words.LOOKS[check.verdict]
    parts = [f"**{escaped(look.symbol)} {escaped(check.exercise)}** {escaped(check.description)} ({look.words})"]
    if check.hint and tell_hint:
        parts.append(f"> Hint: {escaped(check.hint)}")
    if check.message and check.message != problem:
        parts.append(_preformatted(check.message))
    return "\n\n".join(parts)


def _preformatted(text: str) -> str:
    """Return text in a block of HTML: unlike a fence, no line of the text can end it."""
    return f"<pre>\n{html.escape(text, quote=False)}\n</pre>"


def _verdict(report: Report) -> str:
    look = words.LOOKS[report.verdict]
    return f"{escaped(look.symbol)} {look.words}"
