from __future__ import annotations

import io
import subprocess
import sys

import pytest
from rich.cells import cell_len
from rich.console import Console

from autograder.reports import terminal, words
from autograder.results import Verdict
from tests.reports import samples


def printed(show, what, width: int = 100, **settings: object) -> str:
    file = io.StringIO()
    console = Console(file=file, width=width, markup=False, highlight=False, **settings)
    show(what, console)
    return file.getvalue()


def test_the_class_table_has_a_row_per_student_and_a_column_per_unit() -> None:
    text = printed(terminal.print_class, samples.class_of_two_units())
    row = next(line for line in text.splitlines() if line.startswith("김민준"))
    assert "✗ 2/4" in row
    assert "✗ 7/10" in row
    assert "02_softmax_loss" in text
    assert "04_batchnorm" in text
    assert sum("Ada Lovelace" in line for line in text.splitlines()) == 1


def test_the_class_table_says_what_went_wrong_by_the_hint_or_what_was_asked() -> None:
    text = " ".join(printed(terminal.print_class, samples.class_of_batchnorm(), width=160).split())
    assert samples.MISTAKE[:60] in text
    assert "The gradients of the 2-d layer." in text
    assert "SyntaxError: expected ':' (batchnorm.py, line 12)" in text


@pytest.mark.parametrize("verdict", list(Verdict))
def test_each_verdict_is_told_by_a_symbol_and_by_words(verdict: Verdict) -> None:
    report = samples.everywhere("Ada", verdict, "why")
    text = printed(terminal.print_class, [report])
    assert f"{words.LOOKS[verdict].symbol} {words.number(report.score)}/10" in text
    assert f"{words.LOOKS[verdict].symbol} 1 {words.LOOKS[verdict].words}" in text


def test_symbols_tell_verdicts_apart() -> None:
    assert len({look.symbol for look in words.LOOKS.values()}) == len(Verdict)
    assert len({look.ascii for look in words.LOOKS.values()}) == len(Verdict)


def test_the_first_failure_of_an_exercise_is_shown_in_full_and_the_others_in_a_line() -> None:
    failed = {
        0: samples.check(0, Verdict.FAILED, "first message\n    f(1)"),
        1: samples.check(1, Verdict.FAILED, "second"),
    }
    text = printed(terminal.print_check, samples.batchnorm("Ada", failed))
    assert "      first message\n          f(1)\n" in text
    assert "second" not in text
    assert samples.CHECKS[1][2] in text


def test_a_hint_is_told_once_an_exercise() -> None:
    failed = {i: samples.check(i, Verdict.FAILED, "no", hint=samples.MISTAKE) for i in (0, 1, 3)}
    text = printed(terminal.print_check, samples.batchnorm("Ada", failed), width=200)
    assert text.count(samples.MISTAKE) == 2


def test_an_exercise_that_is_not_attempted_takes_one_line() -> None:
    text = printed(terminal.print_check, samples.everywhere("Ada", Verdict.NOT_ATTEMPTED, ""))
    assert "not attempted (3 checks)" in text
    assert samples.CHECKS[0][2] not in text


def test_a_submission_that_could_not_be_loaded_says_why_once() -> None:
    report = next(r for r in samples.class_of_batchnorm() if r.student.startswith("O'Brien"))
    assert printed(terminal.print_check, report).count("SyntaxError") == 1


def test_nobody_s_words_are_markup_or_commands() -> None:
    hostile = [r for r in samples.class_of_batchnorm() if r.student == samples.HOSTILE_NAME]
    for show, what in ((terminal.print_class, hostile), (terminal.print_check, hostile[0])):
        text = printed(show, what, width=200)
        assert "[red]bold[/red]" in text
        assert "\x1b" not in text
        assert "\x07" not in text


@pytest.mark.parametrize("width", [12, 30, 63, 64, 100, 300])
def test_no_line_is_wider_than_the_terminal_and_no_name_is_cut(width: int) -> None:
    reports = samples.class_of_batchnorm()
    for text in (printed(terminal.print_class, reports, width), printed(terminal.print_check, reports[2], width)):
        assert max(cell_len(line) for line in text.splitlines()) <= width
    text = printed(terminal.print_class, reports, width)
    assert "AdaLovelace" in "".join(text.split())


def test_lines_of_a_check_end_without_blanks() -> None:
    for report in samples.class_of_batchnorm():
        assert all(line == line.rstrip() for line in printed(terminal.print_check, report).splitlines())


def test_without_colour_nothing_is_coloured(monkeypatch: pytest.MonkeyPatch) -> None:
    coloured = printed(terminal.print_class, samples.class_of_batchnorm(), force_terminal=True)
    assert "\x1b[32m" in coloured
    plain = printed(terminal.print_class, samples.class_of_batchnorm(), force_terminal=True, no_color=True)
    assert "\x1b[32m" not in plain


def test_any_encoding_of_standard_output_will_do() -> None:
    code = (
        "from tests.reports import samples\nfrom autograder.reports import terminal\n"
        "terminal.print_class(samples.class_of_two_units())\nterminal.print_check(samples.class_of_batchnorm()[2])\n"
    )
    for encoding in ("ascii", "cp1252", "utf-8"):
        run = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, check=True, env={"PYTHONIOENCODING": encoding}
        )
        assert ("✗" if encoding == "utf-8" else "x 7/10").encode(encoding) in run.stdout
        assert b"\x1b" not in run.stdout


def test_progress_says_nothing_where_no_terminal_listens(capfd: pytest.CaptureFixture[str]) -> None:
    with terminal.progress(3, "[red]Grading") as advance:
        advance()
    assert capfd.readouterr() == ("", "")


def test_what_could_not_be_judged_is_no_zero() -> None:
    report = next(r for r in samples.class_of_batchnorm() if r.verdict == Verdict.GRADER_ERROR)
    assert "8.5/10 (1.5 not judged)" in printed(terminal.print_check, report)
