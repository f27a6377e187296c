"""A report as a small card of HTML for a notebook's output: no script, no style sheet, everything escaped."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping
from html import escape
from types import MappingProxyType

from autograder.language import _
from autograder.reports import words
from autograder.results import CheckResult, Report, Verdict

# Colours that keep a contrast above 4.5 on white and above 3 on a dark notebook; symbols and words say the same
COLOURS = {Verdict.PASSED: "#1a7f37", Verdict.NOT_ATTEMPTED: "#6e7781"}
OTHER_COLOUR = "#cf222e"
FRAME = "border: 1px solid #8c959f66; border-radius: 6px; padding: 0.6em 1em; max-width: 60em"
IMAGE = "display: block; margin: 0.3em 0 0.6em 1.6em; max-width: 95%"
PRE = (
    "margin: 0.3em 0 0.6em 1.6em; white-space: pre-wrap; word-break: normal; overflow-wrap: anywhere; "
    "font-family: monospace; background: transparent; color: inherit"
)


def render(report: Report, differences: Mapping[str, object] = MappingProxyType({})) -> str:
    """Return the card of one report; `differences` are those that can be shown as pictures, by check."""
    return "\n".join(_lines(words.cleaned(report), differences))


def _lines(report: Report, differences: Mapping[str, object]) -> Iterator[str]:
    passed = sum(check.verdict == Verdict.PASSED for check in report.checks)
    yield f'<div style="{FRAME}">'
    summary = _("{unit}: {passed} of {all} checks passed, {points} points").format(
        unit=report.unit, passed=passed, all=len(report.checks), points=words.points(report)
    )
    yield f"<div>{_symbol(report.verdict)} <strong>{escape(summary)}</strong></div>"
    for notice in report.notices:
        yield f'<div style="opacity: 0.7">{escape(notice)}</div>'
    if report.problem:
        yield _block(report.problem)
    for check in report.checks:
        yield from _check(check, differences.get(check.name), is_told=check.message == report.problem)
    yield "</div>"


def _check(check: CheckResult, difference: object, is_told: bool) -> Iterator[str]:
    look = words.LOOKS[check.verdict]
    ending = "" if check.verdict == Verdict.PASSED else f" <em>({escape(_(look.words))})</em>"
    yield f"<div>{_symbol(check.verdict)} {escape(check.exercise)}: {escape(check.description)}{ending}</div>"
    if check.hint:
        label = _("Hint:")
        yield f'<div style="margin-left: 1.6em"><strong>{escape(label)}</strong> {escape(check.hint)}</div>'
    if words.is_attempted_failure(check):
        if check.message and not is_told:
            yield _block(check.message)
        yield from _shown(difference)
        if check.output:
            yield _block(_("It printed:") + "\n" + check.output)


def _shown(difference: object) -> Iterator[str]:
    """Yield what all that differs has in common, and a picture."""
    if difference is None:
        return
    from autograder.reports import differences, plots  # imported here: who passes doesn't wait for it

    for fact in differences.facts(difference):
        yield f'<div style="margin-left: 1.6em">{escape(fact)}</div>'
    picture = plots.picture(difference)
    if picture is not None:
        data = base64.b64encode(picture.png).decode()
        yield f'<img style="{IMAGE}" alt="{escape(picture.alternative)}" src="data:image/png;base64,{data}">'


def _symbol(verdict: Verdict) -> str:
    colour = COLOURS.get(verdict, OTHER_COLOUR)
    return f'<span style="color: {colour}; font-weight: bold">{escape(words.LOOKS[verdict].symbol)}</span>'


def _block(text: str) -> str:
    return f'<pre style="{PRE}">{escape(text)}</pre>'
