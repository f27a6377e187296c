"""Reports on the command line, by rich: a class as a table, one submission for its student, and progress.

Nothing is read as markup (submissions choose their words), and verdicts have symbols and words beside their colours.
"""

from __future__ import annotations

import io
import os
import sys
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from types import MappingProxyType
from typing import TYPE_CHECKING

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from autograder.language import _, counted
from autograder.reports import words
from autograder.reports.moves import Move
from autograder.results import CheckResult, Report, Verdict
from autograder.text import clean

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

PIPED_WIDTH = 100  # columns where no terminal says its own; README transcripts fit
MAX_NAME = 24  # columns of a name before it is folded
NARROW = 64  # below this a table has no room for its last column
STYLES = {
    Verdict.PASSED: "green",
    Verdict.FAILED: "red",
    Verdict.NOT_ATTEMPTED: "dim",
    Verdict.GRADER_ERROR: "bold yellow",
}
OTHER_STYLE = "magenta"


def open_console() -> Console:
    """Return a console for standard output that no student's name can break, whatever the encoding."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")
    piped = not sys.stdout.isatty() and "COLUMNS" not in os.environ
    return Console(highlight=False, markup=False, emoji=False, width=PIPED_WIDTH if piped else None)


class Steps:
    """Steps towards an end: call it for each one that is done."""

    def __init__(self, bar: Progress, task: TaskID) -> None:
        self._bar = bar
        self._task = task

    def __call__(self) -> None:
        """Take a step forward."""
        self._bar.advance(self._task)

    def skip(self) -> None:
        """Leave a step out, which takes no time: the estimate of the time left is of those that do."""
        self._bar.update(self._task, total=(self._bar.tasks[0].total or 1) - 1)


@contextmanager
def progress(total: int, label: str) -> Iterator[Steps]:
    """Show how many of `total` are done, on standard error where that is a terminal; yields the step forward."""
    # Imported here: a student's `check` shows no progress and shouldn't wait for it
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    console = Console(stderr=True, markup=False)
    columns = (
        TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(),
        TextColumn("passed,"), TimeRemainingColumn(), TextColumn("left"),
    )  # fmt: skip
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        yield Steps(bar, bar.add_task(label, total=total))


def print_class(reports: Iterable[Report], console: Console | None = None) -> None:
    """Print a class: a row per student, the units side by side, and what went wrong in a few words."""
    console = console or open_console()
    shown = [words.cleaned(report) for report in reports]
    units = sorted({report.unit for report in shown})
    students: dict[str, dict[str, Report]] = {}
    for report in shown:
        students.setdefault(report.student, {})[report.unit] = report
    if console.width < NARROW:
        _print_narrow_class(console, shown)
    else:
        console.print(_class_table(students, units, console))
    _print_sums(shown, console)


def _class_table(students: dict[str, dict[str, Report]], units: Sequence[str], console: Console) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, expand=True)
    table.add_column("Student", overflow="fold", max_width=MAX_NAME)
    for unit in units:
        table.add_column(Text(unit), overflow="fold")
    table.add_column("What went wrong", overflow="fold", ratio=1)
    for student, reports in students.items():
        cells = [_score(reports[unit], console) if unit in reports else Text("") for unit in units]
        table.add_row(Text(student), *cells, _troubles(reports, len(units) > 1))
    return table


def _score(report: Report, console: Console) -> Text:
    score = f" {words.number(report.score)}/{words.number(report.max_score)}"
    return Text.assemble(_symbol(report.verdict, console), score)


def _troubles(reports: dict[str, Report], name_unit: bool) -> Text:
    lines = []
    for unit, report in sorted(reports.items()):
        trouble = words.in_a_few_words(report)
        if trouble:
            lines.append(f"{unit.split('_')[0]}: {trouble}" if name_unit else trouble)
    return Text("\n".join(lines))


def _print_narrow_class(console: Console, reports: Sequence[Report]) -> None:
    for report in reports:
        _print(_line(report.verdict, report.student, console), console, hanging=2)
        _print(Text(f"{report.unit} {words.points(report)}"), console, left=2)
        _print(Text(words.in_a_few_words(report)), console, left=2)


def _print_sums(reports: Sequence[Report], console: Console) -> None:
    found = [report.verdict for report in reports]
    counts = [(verdict, found.count(verdict)) for verdict in Verdict if verdict in found]
    text = Text(f"{len(reports)} submission{'' if len(reports) == 1 else 's'}: ")
    for position, (verdict, count) in enumerate(counts):
        text.append(", " if position else "")
        text.append_text(_symbol(verdict, console))
        text.append(f" {count} {words.LOOKS[verdict].words}")
    console.print()
    _print(text, console)


def print_moves(moves: Sequence[Move], console: Console | None = None) -> None:
    """Print who moves, those who lose most first."""
    if not moves:
        return
    table = _table("Student", "Points", "", "Why")
    for move in sorted(moves, key=lambda move: (move.gained, move.student)):
        reasons = Text("\n".join(clean(reason) for reason in move.reasons))
        table.add_row(Text(clean(move.student)), Text(str(move)), Text(f"{move.gained:+g}"), reasons)
    (console or open_console()).print(table)


def print_history(rows: Iterable[tuple[float, Report, str, bool]], console: Console | None = None) -> None:
    """Print a student's reports, given with the time, what changed since the one before, and whether it counts."""
    console = console or open_console()
    table = _table("When", "Unit", "Points", "What changed", "What went wrong")
    for graded_at, report, changes, counts in rows:
        when = time.strftime("%Y-%m-%d %H:%M:%S", time.localtime(graded_at))
        shown = words.cleaned(report)
        change = Text(f"{changes} (counts)" if counts else changes)
        wrong = Text(words.in_a_few_words(shown))
        table.add_row(Text(when), Text(shown.unit), _score(shown, console), change, wrong)
    console.print(table)


def _table(*titles: str) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for title in titles:
        table.add_column(title, overflow="fold")
    return table


def print_check(
    report: Report, console: Console | None = None, differences: Mapping[str, object] = MappingProxyType({})
) -> None:
    """Print one submission for its student: points by exercise, and the first failure of each in full.

    `differences` are those that can be shown as maps, by check.
    """
    console = console or open_console()
    report = words.cleaned(report)
    for notice in report.notices:
        _print(Text(notice, style="dim"), console)
    _print(Text(report.problem, style="bold"), console)
    if not _nothing_ran(report):
        for exercise in report.exercises:
            score = f"{words.number(exercise.points)}/{words.number(exercise.max_points)}"
            console.print()
            _print(Text.assemble((exercise.name, "bold"), f"  {score}"), console)
            checks = [check for check in report.checks if check.exercise == exercise.name]
            _print_exercise(checks, console, differences)
    console.print()
    _print(_closing(report, console), console, hanging=2)


def print_steps(steps: Iterable[str], console: Console | None = None) -> None:
    """Print the steps of a staged hint."""
    console = console or open_console()
    for number, step in enumerate(steps, 1):
        _print(Text(f"{number}. {step}"), console, hanging=3)


def _nothing_ran(report: Report) -> bool:
    """Tell whether every check only repeats why the submission could not be loaded."""
    return bool(report.problem) and all(report.problem in check.message for check in report.checks)


def _print_exercise(checks: Sequence[CheckResult], console: Console, differences: Mapping[str, object]) -> None:
    if all(check.verdict == Verdict.NOT_ATTEMPTED for check in checks):
        text = counted("not attempted ({count} check)", "not attempted ({count} checks)", len(checks))
        _print(_line(Verdict.NOT_ATTEMPTED, text, console), console, left=2)
        return
    explained = next((check for check in checks if words.is_attempted_failure(check)), None)
    hints_told = set()
    for check in checks:
        _print(_line(check.verdict, _headline(check), console), console, left=2, hanging=2)
        if check is explained:
            _print_lines(check.message, console, left=6)
            _print_difference(differences.get(check.name), console, left=6)
            _print_lines(check.output and _("It printed:") + "\n" + check.output, console, left=6)
        if check.hint and check.hint not in hints_told:
            hints_told.add(check.hint)
            _print(Text.assemble((_("Hint:") + " ", "bold cyan"), check.hint), console, left=6)


def _print_difference(difference: object, console: Console, left: int) -> None:
    if difference is None:
        return
    from autograder.reports import differences  # imported here: who passes doesn't wait for it

    for fact in differences.facts(difference):
        _print(Text(fact), console, left)
    _print_lines("\n".join(differences.heat_map(difference, console.width - left, _is_unicode(console))), console, left)


def _headline(check: CheckResult) -> str:
    if check.verdict in (Verdict.PASSED, Verdict.FAILED):
        return check.description
    return f"{check.description} ({_(words.LOOKS[check.verdict].words)})"


def _closing(report: Report, console: Console) -> Text:
    passed = sum(check.verdict == Verdict.PASSED for check in report.checks)
    if report.public:
        told = _("{unit}: {passed} of {all} public checks passed, {points} points so far.")
    else:
        told = _("{unit}: {passed} of {all} hidden checks passed, {points} points so far.")
    text = told.format(unit=report.unit, passed=passed, all=len(report.checks), points=words.points(report))
    return Text.assemble(_symbol(report.verdict, console), f" {text}")


def _line(verdict: Verdict, text: str, console: Console) -> Text:
    return Text.assemble(_symbol(verdict, console), f" {text}")


def _symbol(verdict: Verdict, console: Console) -> Text:
    look = words.LOOKS[verdict]
    symbol = look.symbol if _is_unicode(console) else look.ascii
    return Text(symbol, style=STYLES.get(verdict, OTHER_STYLE))


def _is_unicode(console: Console) -> bool:
    return console.encoding.startswith("utf")


def _print_lines(text: str, console: Console, left: int) -> None:
    """Print each line with the indentation that it has, and its wrapped rest below it."""
    for line in text.splitlines():
        body = line.lstrip(" ")
        _print(Text(body), console, left + len(line) - len(body))


def _print(text: Text, console: Console, left: int = 0, hanging: int = 0) -> None:
    """Print `text`, wrapped, `left` columns in and its further lines `hanging` more; nothing where it is empty.

    Rich's own padding would fill lines with blanks up to the edge, which shows in transcripts and when copied.
    """
    if not text:
        return
    indentation = min(left, console.width // 4)
    for position, line in enumerate(text.wrap(console, max(1, console.width - indentation - hanging))):
        line.rstrip()
        console.print(Text(" " * (indentation + hanging * (position > 0))).append_text(line), soft_wrap=True)
