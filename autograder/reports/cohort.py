"""What a class's reports on one unit say about the class and about the checks.

Checks that could not be judged (`grader_error`) count nowhere: they say nothing about a student.
"""

from __future__ import annotations

import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from autograder.results import CheckResult, Report, Verdict

# Two points always lie on a line: a correlation of fewer than three students says nothing
FEWEST_FOR_CORRELATION = 3


@dataclass(frozen=True)
class CheckStatistics:
    """How a class did at one check.

    `passed` of `judged` students passed. `discrimination` is the point-biserial correlation, over `compared` students,
    of passing with the points of all other checks (with the check itself among them it would correlate with itself);
    None where it is undefined: too few students, all or none passed, or all others' points are equal.
    """

    check: CheckResult
    judged: int
    passed: int
    attempted: int
    compared: int
    discrimination: float | None
    median_s: float
    longest_s: float

    @property
    def difficulty(self) -> float | None:
        """The share of the judged students who passed; None when nobody was judged."""
        return self.passed / self.judged if self.judged else None

    @property
    def remark(self) -> str:
        """What an author should look at."""
        if not self.judged:
            return "never judged"
        return {0: "nobody passes", self.judged: "everybody passes"}.get(self.passed, "")


@dataclass(frozen=True)
class Mistake:
    """A known mistake, what it tells its author, and the students who made it."""

    name: str
    hint: str
    students: tuple[str, ...]


@dataclass(frozen=True)
class Spread:
    """The median and the greatest of a quantity, and whose that is."""

    label: str
    unit: str
    median: float
    greatest: float
    student: str


@dataclass(frozen=True)
class Cohort:
    """The reports of one unit."""

    unit: str
    reports: tuple[Report, ...]

    @property
    def checks(self) -> tuple[CheckResult, ...]:
        """One result of each check, in order, for its name, exercise and description."""
        found: dict[str, CheckResult] = {}
        for report in self.reports:
            for check in report.checks:
                found.setdefault(check.name, check)
        return tuple(found.values())

    @property
    def judged(self) -> tuple[Report, ...]:
        """The reports in which every check could be judged."""
        return tuple(report for report in self.reports if report.verdict != Verdict.GRADER_ERROR)

    @property
    def scores(self) -> tuple[float, ...]:
        """The scores of the fully judged reports."""
        return tuple(report.score for report in self.judged)

    @property
    def max_score(self) -> float:
        """Points that could be gained."""
        return max(report.max_score for report in self.reports)

    @property
    def median(self) -> float:
        """The median score."""
        return statistics.median(self.scores)

    @property
    def mean(self) -> float:
        """The mean score."""
        return statistics.fmean(self.scores)

    @property
    def full_marks(self) -> int:
        """How many gained all points."""
        return sum(report.score == report.max_score for report in self.judged)

    @property
    def no_points(self) -> int:
        """How many gained nothing."""
        return sum(score == 0 for score in self.scores)

    def check_statistics(self) -> tuple[CheckStatistics, ...]:
        """Return how the class did at each check."""
        tables = [(report, {check.name: check for check in report.checks}) for report in self.reports]
        return tuple(self._check_statistics(check, tables) for check in self.checks)

    def _check_statistics(
        self, check: CheckResult, tables: Sequence[tuple[Report, Mapping[str, CheckResult]]]
    ) -> CheckStatistics:
        pairs = [(report, table[check.name]) for report, table in tables if check.name in table]
        judged = [(report, result) for report, result in pairs if result.verdict != Verdict.GRADER_ERROR]
        compared = [(report, result) for report, result in judged if report.verdict != Verdict.GRADER_ERROR]
        seconds = [result.duration_s for _, result in pairs]
        return CheckStatistics(
            check=check,
            judged=len(judged),
            passed=sum(result.verdict == Verdict.PASSED for _, result in judged),
            attempted=sum(result.verdict != Verdict.NOT_ATTEMPTED for _, result in judged),
            compared=len(compared),
            discrimination=point_biserial(
                [result.verdict == Verdict.PASSED for _, result in compared],
                [report.score - result.points for report, result in compared],
            ),
            median_s=statistics.median(seconds),
            longest_s=max(seconds),
        )

    def mistakes(self) -> tuple[Mistake, ...]:
        """Return the known mistakes that were made, the most frequent first."""
        hints: dict[str, str] = {}
        students: dict[str, dict[str, None]] = {}
        for report in self.reports:
            for check in report.checks:
                if check.mistake:
                    hints.setdefault(check.mistake, check.hint)
                    students.setdefault(check.mistake, {})[report.student] = None
        found = [Mistake(name, hints[name], tuple(students[name])) for name in hints]
        return tuple(sorted(found, key=lambda mistake: (-len(mistake.students), mistake.name)))

    def unjudged(self) -> tuple[tuple[Report, CheckResult], ...]:
        """Return the checks that could not be judged, with the reports that they are in."""
        pairs = ((report, check) for report in self.reports for check in report.checks)
        return tuple((report, check) for report, check in pairs if check.verdict == Verdict.GRADER_ERROR)

    def spreads(self) -> tuple[Spread, ...]:
        """Return the time and memory that submissions took."""
        quantities = (("Time", "s", "duration_s"), ("Processor time", "s", "cpu_s"), ("Memory", "MB", "memory_mb"))
        return tuple(self._spread(label, unit, attribute) for label, unit, attribute in quantities)

    def _spread(self, label: str, unit: str, attribute: str) -> Spread:
        values = [float(getattr(report, attribute)) for report in self.reports]
        greatest = max(values)
        return Spread(label, unit, statistics.median(values), greatest, self.reports[values.index(greatest)].student)


def by_unit(reports: Sequence[Report]) -> tuple[Cohort, ...]:
    """Sort reports into one cohort for each unit."""
    units = sorted({report.unit for report in reports})
    return tuple(Cohort(unit, tuple(report for report in reports if report.unit == unit)) for unit in units)


def point_biserial(passed: Sequence[bool], scores: Sequence[float]) -> float | None:
    """Return the correlation of passing with a score, or None where it is undefined.

    >>> round(point_biserial([True, True, False, False], [4.0, 3.0, 2.0, 1.0]), 3)
    0.894
    """
    if len(passed) < FEWEST_FOR_CORRELATION or len(set(passed)) < 2 or len({round(s, 6) for s in scores}) < 2:
        return None
    return statistics.correlation([float(p) for p in passed], scores)


def histogram(scores: Sequence[float], max_score: float, bins: int = 10) -> tuple[int, ...]:
    """Count scores in `bins` equal parts of the scale; full marks belong to the last part.

    >>> histogram([0.0, 1.0, 9.5, 10.0], 10.0)
    (1, 1, 0, 0, 0, 0, 0, 0, 0, 2)
    """
    counts = [0] * bins
    for score in scores:
        # A score is a sum of rounded decimals: a billionth of a bin keeps 0.3 / 1.0 in the fourth part
        position = int(score / max_score * bins + 1e-9) if max_score else 0
        counts[min(max(position, 0), bins - 1)] += 1
    return tuple(counts)
