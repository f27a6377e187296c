"""Public checks on a student's own machine: in this process, nothing hidden, so that a debugger works."""

from __future__ import annotations

import tomllib
import warnings
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import pytest

from autograder import language, plugin
from autograder.benches import open_bench
from autograder.course import Unit
from autograder.examination import EXPLAINED, Check, Examination
from autograder.failure import CourseError, UsageError
from autograder.language import _
from autograder.results import CheckResult, Report
from autograder.submission import Submission

OnResult = Callable[[CheckResult], None]


@dataclass(frozen=True)
class Checked:
    """What public checks found, with what never leaves this process.

    By check: what it was that differed (see `CheckFailure.difference`), and the fingerprint of the answers (`hints`).
    """

    report: Report
    differences: Mapping[str, object]
    fingerprints: Mapping[str, str]

    @property
    def failed(self) -> frozenset[str]:
        """The names of the checks that a known mistake may be behind."""
        return frozenset(check.name for check in self.report.checks if check.verdict in EXPLAINED)


def check(
    unit: Unit, submission: Submission, exercise: str | None = None, on_result: OnResult | None = None
) -> Checked:
    """Run a unit's public checks on a submission, or those of one exercise, and return what they found.

    `on_result` hears of each check as it ends. Raises UsageError for an exercise that the unit doesn't have, and
    CourseError when the check file is missing or broken.
    """
    names = [e.name for e in unit.exercises]
    if exercise is not None and exercise not in names:
        raise UsageError(
            _("{unit} has no exercise {exercise!r}. Its exercises: {names}.").format(
                unit=unit.id, exercise=exercise, names=", ".join(names)
            )
        )
    return _run(_Run(unit, [submission], exercise=exercise, on_result=on_result))[0]


def check_all(unit: Unit, submissions: Sequence[Submission], base: str) -> list[Checked]:
    """Run a unit's public checks on many trusted submissions; `base` lends them the public names that they lack."""
    return _run(_Run(unit, submissions, base=base))


def _run(run: _Run) -> list[Checked]:
    checks = run.unit.public_checks
    if not checks.is_file():
        raise CourseError(f"{checks} is missing: {run.unit.id} has no public checks.")
    plugin.run_pytest(checks, [run], "--capture=no", "-p", "no:debugging")  # for the student's own debugger
    if not run.done:
        raise CourseError(f"{checks} could not be run: {run.error or 'pytest collected nothing'}")
    return run.done


def _in_language(checks: dict[str, Check], unit: Unit) -> dict[str, Check]:
    """Describe checks in the chosen language, where the unit has translations."""
    if language.chosen() == "en":
        return checks
    try:
        texts = tomllib.loads(unit.descriptions(language.chosen()).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return checks  # English is better than nothing
    return {
        name: replace(check, description=str(texts.get(name.partition("[")[0], check.description)))
        for name, check in checks.items()
    }


class _Run:
    """Takes the place of pytest's run loop: the checks of one exercise, or all, on each submission."""

    def __init__(
        self,
        unit: Unit,
        submissions: Sequence[Submission],
        *,
        base: str | None = None,
        exercise: str | None = None,
        on_result: OnResult | None = None,
    ) -> None:
        self.unit = unit
        self._submissions = submissions
        self._base = base
        self._exercise = exercise
        self._on_result = on_result
        self.done: list[Checked] = []
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
        """Examine the submissions."""
        if session.testsfailed or not session.items:
            return True
        checks = _in_language(plugin.collected_checks(self.unit, session.items, public=True), self.unit)
        if self._exercise is not None:
            session.items[:] = [item for item in session.items if checks[item.name].exercise == self._exercise]
        bench = open_bench(self.unit, public=True)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # those of a check's own arithmetic; a submission's are its result
            for submission in self._submissions:
                examination = Examination(bench, submission, self._base)
                for result in plugin.examine(session, examination, checks, stop=False):
                    if self._on_result is not None:
                        self._on_result(result)
                self.done.append(Checked(examination.report(), examination.differences, examination.fingerprints))
        return True
