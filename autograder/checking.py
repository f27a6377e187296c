"""Public checks on a student's own machine: in this process, nothing hidden, so that a debugger works."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from autograder import plugin
from autograder.benches import open_bench
from autograder.course import Unit
from autograder.examination import Examination
from autograder.failure import CourseError, UsageError
from autograder.results import CheckResult, Report
from autograder.submission import Submission

OnResult = Callable[[CheckResult], None]


def check(unit: Unit, submission: Submission, exercise: str | None = None, on_result: OnResult | None = None) -> Report:
    """Run a unit's public checks on a submission, or those of one exercise, and return the report.

    `on_result` hears of each check as it ends. Raises UsageError for an exercise that the unit doesn't have, and
    CourseError when the
    check file is missing or broken.
    """
    names = [e.name for e in unit.exercises]
    if exercise is not None and exercise not in names:
        raise UsageError(f"{unit.id} has no exercise {exercise!r}. Its exercises: {', '.join(names)}.")
    if not unit.public_checks.is_file():
        raise CourseError(f"{unit.public_checks} is missing: {unit.id} has no public checks.")
    run = _Run(unit, submission, exercise, on_result)
    plugin.run_pytest(unit.public_checks, [run])
    if run.report is None:
        raise CourseError(f"{unit.public_checks} could not be run: {run.error or 'pytest collected nothing'}")
    return run.report


class _Run:
    """Takes the place of pytest's run loop: the checks of one exercise, or all, on one submission."""

    def __init__(self, unit: Unit, submission: Submission, exercise: str | None, on_result: OnResult | None) -> None:
        self._unit = unit
        self._submission = submission
        self._exercise = exercise
        self._on_result = on_result
        self.report: Report | None = None
        self.error = ""

    @pytest.hookimpl(tryfirst=True)
    def pytest_collection_modifyitems(self, session: pytest.Session) -> None:
        """Say that an examination follows."""
        session.config.stash[plugin.QUIET] = True

    @pytest.hookimpl
    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Keep what went wrong while the check file was imported."""
        if report.failed:
            self.error = report.longreprtext

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Examine the submission."""
        if session.testsfailed or not session.items:
            return True
        checks = plugin.collected_checks(self._unit, session.items, public=True)
        if self._exercise is not None:
            session.items[:] = [item for item in session.items if checks[item.name].exercise == self._exercise]
        bench = open_bench(self._unit, public=True)
        examination = Examination(bench, self._submission)
        for result in plugin.examine(session, examination, checks, stop=False):
            if self._on_result is not None:
                self._on_result(result)
        self.report = examination.report()
        return True
