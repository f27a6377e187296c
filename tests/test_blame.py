"""Who is to blame when a check raises, hangs or runs out of memory on what a submission answered."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest

from autograder import examination, watchdog
from autograder.course import Unit
from autograder.examination import Bench, Check, Examination
from autograder.grading import Grader
from autograder.results import CheckResult, Verdict
from autograder.sandbox.client import LocalTransport
from autograder.submission import from_source
from tests.conftest import REFERENCE

WRONG_COUNT = REFERENCE.replace("return self.value", "return self.value + 100")
CHECK = Check("test_counts", "Counter", "A counter adds up.", 2.0)
PATIENCE_S = 0.3


class TimedBench(Bench):
    """A bench with limits, whose interpreters are in this process all the same."""

    is_timed = True


def run(unit: Unit, source: str, check: Callable[[Any, Any], None]) -> CheckResult:
    """Run one check in this process: what matters here is who is blamed, not where the submission runs."""
    examined = Examination(TimedBench(unit, LocalTransport), from_source(source, unit, "kim"), diagnose=False)
    return examined.run(CHECK, check)


def never_ends(student: Any, rng: Any) -> None:
    number = student.Counter(3).add(2)
    while number != 5:
        pass


def hangs_for_all(student: Any, rng: Any) -> None:
    student.Counter(3).add(2)
    while True:
        pass


def raises_without_text(student: Any, rng: Any) -> None:
    number = student.Counter(3).add(2)
    if number != 5:
        raise KeyError(10 ** (50 * number))


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(examination, "JUDGE_S", PATIENCE_S)


@pytest.mark.usefixtures("impatient")
def test_an_answer_that_keeps_the_check_busy_for_ever_is_the_students_failure(unit: Unit) -> None:
    assert run(unit, REFERENCE, never_ends).verdict == Verdict.PASSED
    result = run(unit, WRONG_COUNT, never_ends)
    assert (result.verdict, "did not come to an end" in result.message) == (Verdict.FAILED, True)


@pytest.mark.usefixtures("impatient")
def test_a_check_that_hangs_for_everyone_is_a_grader_error(unit: Unit) -> None:
    assert run(unit, WRONG_COUNT, hangs_for_all).verdict == Verdict.GRADER_ERROR


def test_an_error_that_has_no_text_is_told_without_one(unit: Unit) -> None:
    result = run(unit, WRONG_COUNT, raises_without_text)
    assert (result.verdict, "KeyError" in result.message) == (Verdict.FAILED, True)


def test_a_message_of_the_check_is_cleaned_and_cut(unit: Unit) -> None:
    def quotes(student: Any, rng: Any) -> None:
        number = student.Counter(3).add(2)
        assert number == 5, "\x1b[31m" + "x" * 10**6

    message = run(unit, WRONG_COUNT, quotes).message
    assert "\x1b" not in message
    assert len(message) < 30_000


def test_an_assertion_of_the_reference_about_an_answer_is_the_students_failure(unit: Unit) -> None:
    unit.reference.write_text(unit.reference.read_text() + "\n\ndef only_five(n):\n    assert n == 5\n    return n\n")
    bench = TimedBench(unit, LocalTransport)

    def check(student: Any, rng: Any) -> None:
        bench.reference.only_five(student.Counter(3).add(2))

    def broken(student: Any, rng: Any) -> None:
        bench.reference.only_five(student.Counter(3).add(7))

    def found(source: str, function: Callable[[Any, Any], None]) -> Verdict:
        return Examination(bench, from_source(source, unit, "kim"), diagnose=False).run(CHECK, function).verdict

    assert found(REFERENCE, check) == Verdict.PASSED
    assert found(WRONG_COUNT, check) == Verdict.FAILED
    assert found(REFERENCE, broken) == Verdict.GRADER_ERROR


def test_an_answer_that_makes_the_check_ask_for_all_memory_is_the_students_failure(unit: Unit) -> None:
    """30,000 entries against 30,000: 7.2 GB, where the judge has four to spare."""
    text = unit.hidden_checks.read_text().replace(
        "    assert_close(student.double(x), reference.double(x))\n",
        "    y = student.double(x).ravel()\n    assert ((y[:, None] - y) == 0).diagonal().all()\n",
    )
    unit.hidden_checks.write_text(text)
    large = REFERENCE + "\n\ndef double(x, times=1):\n    return np.zeros(30_000)\n"
    sources = (REFERENCE, large, REFERENCE)
    with Grader(unit) as grader:
        good, bad, again = grader.grade([from_source(s, unit, n) for n, s in zip("abc", sources, strict=True)])
    assert (good.score, again.score) == (5.0, 5.0)
    assert [check.verdict for check in bad.checks] == [Verdict.FAILED, Verdict.FAILED, Verdict.PASSED]
    assert "MemoryError" in bad.checks[0].message


def test_what_takes_long_is_interrupted_and_what_does_not_is_left_alone() -> None:
    with watchdog.overdue_after(PATIENCE_S):
        pass
    time.sleep(PATIENCE_S * 1.5)  # a timer that was left running would go off here
    with pytest.raises(watchdog.Overdue), watchdog.overdue_after(PATIENCE_S):
        time.sleep(PATIENCE_S * 10)
    with watchdog.overdue_after(None):
        pass
