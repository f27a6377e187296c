from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from autograder.reports import cohort
from autograder.results import Verdict
from tests.reports import samples


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 20)), max_size=30))
def test_discrimination_is_scipy_s_point_biserial_correlation_or_undefined(pairs: list[tuple[bool, int]]) -> None:
    passed, scores = [p for p, _ in pairs], [float(s) for _, s in pairs]
    got = cohort.point_biserial(passed, scores)
    if len(pairs) < 3 or len(set(passed)) < 2 or len(set(scores)) < 2:
        assert got is None
    else:
        assert got == pytest.approx(stats.pointbiserialr(passed, scores).statistic)


def test_a_check_is_compared_with_the_points_of_the_other_checks() -> None:
    failing_first = samples.batchnorm("A", {0: samples.check(0, Verdict.FAILED)})
    failing_last = samples.batchnorm("B", {4: samples.check(4, Verdict.FAILED)})
    unit = cohort.Cohort("04_batchnorm", (failing_first, failing_last, samples.batchnorm("C")))
    # Who failed the first check gained all 7 other points; the others 6 and 7: weaker with it than without
    assert unit.check_statistics()[0].discrimination == pytest.approx(np.corrcoef([0, 1, 1], [7, 6, 7])[0, 1])


def test_what_could_not_be_judged_counts_for_nobody() -> None:
    (unit,) = cohort.by_unit(samples.class_of_batchnorm())
    row = unit.check_statistics()[3]
    assert (row.judged, row.compared) == (11, 11)
    assert unit.check_statistics()[0].judged == 12
    assert unit.check_statistics()[0].compared == 11
    assert len(unit.scores) == 11
    assert [check.name for _, check in unit.unjudged()] == ["test_2d_forward"]


def test_checks_that_nobody_or_everybody_fails_are_remarked() -> None:
    failed = {0: samples.check(0, Verdict.FAILED)}
    unit = cohort.Cohort("04_batchnorm", tuple(samples.batchnorm(name, failed) for name in "ABC"))
    first, second = unit.check_statistics()[:2]
    assert (first.remark, first.difficulty, first.discrimination) == ("nobody passes", 0.0, None)
    assert (second.remark, second.difficulty) == ("everybody passes", 1.0)


def test_a_check_that_was_never_judged_has_no_difficulty() -> None:
    broken = {0: samples.check(0, Verdict.GRADER_ERROR)}
    unit = cohort.Cohort("04_batchnorm", (samples.batchnorm("A", broken),))
    assert (unit.check_statistics()[0].difficulty, unit.check_statistics()[0].remark) == (None, "never judged")


def test_a_mistake_counts_once_for_each_student() -> None:
    twice = {i: samples.check(i, Verdict.FAILED, hint=samples.MISTAKE, mistake="unbiased_variance") for i in (0, 1)}
    unit = cohort.Cohort("04_batchnorm", (samples.batchnorm("A", twice), samples.wrong_variance("B")))
    assert unit.mistakes() == (cohort.Mistake("unbiased_variance", samples.MISTAKE, ("A", "B")),)


@given(st.lists(st.floats(0, 20), max_size=50))
def test_every_score_is_in_the_histogram_once(scores: list[float]) -> None:
    assert sum(cohort.histogram(scores, 20.0)) == len(scores)


def test_the_greatest_consumer_is_named() -> None:
    (unit,) = cohort.by_unit(samples.class_of_batchnorm())
    assert unit.spreads()[2] == cohort.Spread("Memory", "MB", 42.5, 1024.0, "Grace Hopper")
