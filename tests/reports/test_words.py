from __future__ import annotations

import doctest

import pytest

from autograder.reports import canvas, cohort, csv_, gradebook, html, markdown, moodle, words
from autograder.results import Verdict
from tests.reports import samples


@pytest.mark.parametrize(
    "module", [words, cohort, html, csv_, markdown, gradebook, canvas, moodle], ids=lambda module: module.__name__
)
def test_examples_in_docstrings_hold(module) -> None:
    result = doctest.testmod(module)
    assert result.attempted
    assert not result.failed


def test_the_gravest_check_tells_what_went_wrong() -> None:
    checks = {
        0: samples.check(0, Verdict.FAILED, "no"),
        2: samples.check(2, Verdict.TIMEOUT, "It took longer than 4 s."),
    }
    assert words.in_a_few_words(samples.batchnorm("Ada", checks)) == "BatchNorm: It took longer than 4 s."


def test_what_hidden_checks_must_not_say_is_not_said_in_a_few_words() -> None:
    checks = {2: samples.check(2, Verdict.ERROR, "ValueError: secret 1.25")}
    told = words.in_a_few_words(samples.batchnorm("Ada", checks).for_student())
    assert told == "BatchNorm: raised an error"


def test_exercises_that_wait_are_named() -> None:
    checks = {3: samples.check(3, Verdict.NOT_ATTEMPTED), 4: samples.check(4, Verdict.NOT_ATTEMPTED)}
    assert words.in_a_few_words(samples.batchnorm("Ada", checks)) == "not attempted: BatchNorm2d"


def test_cleaning_reaches_every_text() -> None:
    bell = "\x07"
    check = samples.check(0, Verdict.FAILED, bell, hint=bell, mistake=bell, output=bell)
    report = samples.batchnorm(bell, {0: check}, notices=(bell,), problem=bell)
    assert bell not in repr(words.cleaned(report)).encode().decode("unicode_escape")
