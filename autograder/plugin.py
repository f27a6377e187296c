"""The pytest plugin: fixtures for checks, and the hook that runs each check as part of an examination.

Checks run under it in three places: in a judge (`autograder grade`), in a student's own process (`autograder check`),
and by hand::

    pytest -p autograder.plugin solutions/02_softmax_loss/test_softmax_loss.py --submission my_softmax_loss.py
"""

from __future__ import annotations

import inspect
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from autograder.course import Unit, find_course
from autograder.examination import Check, Examination
from autograder.failure import CourseError, UsageError
from autograder.results import CheckResult, Verdict
from autograder.session import Student

EXAMINATION = pytest.StashKey[Examination]()
CHECKS = pytest.StashKey[dict[str, Check]]()
RESULT = pytest.StashKey[CheckResult]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--submission`, for running a check file by hand."""
    group = parser.getgroup("autograder")
    group.addoption(
        "--submission", type=Path, help="the file or notebook that the checks examine (default: the reference)"
    )


def pytest_configure(config: pytest.Config) -> None:
    """Declare the mark that `autograder.checks.exercise` makes."""
    config.addinivalue_line("markers", "exercise(name, points): the exercise that a check belongs to, and its points")


def pytest_collection_modifyitems(session: pytest.Session, items: list[pytest.Item]) -> None:
    """Derandomise Hypothesis where checks use it: the same submission gets the same score."""
    if "hypothesis" in sys.modules:
        from autograder import properties

        properties.load_profile()
    if not session.config.stash.get(QUIET, False) and EXAMINATION not in session.config.stash and items:
        _examine_by_hand(session.config, items)


@pytest.fixture
def student(request: pytest.FixtureRequest) -> Student:
    """Stand for the submission; the examination puts the real one in its place."""
    examination = request.config.stash[EXAMINATION]
    return Student(examination.session)


@pytest.fixture
def reference(request: pytest.FixtureRequest) -> Any:
    """Return the reference module."""
    return request.config.stash[EXAMINATION].bench.reference


@pytest.fixture
def rng(request: pytest.FixtureRequest) -> np.random.Generator:
    """Return the generator of this student and this check."""
    examination = request.config.stash[EXAMINATION]
    return examination.rng(request.config.stash[CHECKS][request.node.name])


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> bool | None:
    """Run a check as part of the examination, in place of pytest's plain call."""
    examination = pyfuncitem.config.stash.get(EXAMINATION, None)
    check = pyfuncitem.config.stash.get(CHECKS, {}).get(pyfuncitem.name)
    if examination is None or check is None:
        return None
    fixtures = {name: pyfuncitem.funcargs[name] for name in pyfuncitem._fixtureinfo.argnames}
    result = examination.run(check, _bind(pyfuncitem.obj, fixtures))
    pyfuncitem.stash[RESULT] = result
    if not pyfuncitem.config.stash.get(QUIET, False) and result.verdict != Verdict.PASSED:
        pytest.fail(f"[{result.verdict}] {result.message}", pytrace=False)
    return True


QUIET = pytest.StashKey[bool]()


def _bind(function: Callable[..., Any], fixtures: dict[str, Any]) -> Callable[[Student, np.random.Generator], None]:
    def call(student: Student, rng: np.random.Generator) -> None:
        given = {"student": student, "rng": rng}
        function(**{name: given.get(name, value) for name, value in fixtures.items()})

    return call


def collected_checks(unit: Unit, items: Sequence[pytest.Item], public: bool) -> dict[str, Check]:
    """Return the checks behind collected items, by name.

    Raises CourseError for a check without an exercise, points or docstring. Public checks share the points of their
    exercise equally; hidden checks state theirs.
    """
    known = {exercise.name: exercise.points for exercise in unit.exercises}
    marks = {item.name: _mark(unit, item, known) for item in items}
    checks = {}
    for item in items:
        name, points = marks[item.name]
        if points is None and not public:
            raise CourseError(f"{_place(item)}: hidden checks state their points: @exercise({name!r}, points=...).")
        sharing = sum(1 for other, _ in marks.values() if other == name)
        share = known[name] / sharing if public or points is None else float(points)
        checks[item.name] = Check(item.name, name, _description(item), share)
    return checks


def _mark(unit: Unit, item: pytest.Item, known: dict[str, float]) -> tuple[str, float | None]:
    mark = item.get_closest_marker("exercise")
    if mark is None or not mark.args:
        raise CourseError(f"{_place(item)}: no exercise. Mark the check with @exercise(name, points=...).")
    name = mark.args[0]
    points = mark.args[1] if len(mark.args) > 1 else mark.kwargs.get("points")
    if name not in known:
        raise CourseError(f"{_place(item)}: exercise {name!r} is not in course.toml under {unit.id}.")
    return name, points


def _description(item: pytest.Item) -> str:
    text = inspect.getdoc(getattr(item, "obj", None)) or ""
    if not text:
        raise CourseError(f"{_place(item)}: no docstring. The docstring is what students read; write one.")
    lines = " ".join(text.split("\n\n")[0].split())
    callspec = getattr(item, "callspec", None)
    return f"{lines} [{callspec.id}]" if callspec is not None else lines


def _place(item: pytest.Item) -> str:
    return f"{item.path.name}::{item.name}"


def _examine_by_hand(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Set up an examination for plain pytest: of `--submission`, the reference (hidden checks) or the stub (public)."""
    from autograder import benches, submission

    unit, public = _unit_of(items)
    path = config.getoption("--submission") or (unit.stub if public else unit.reference)
    bench = benches.open_bench(unit, public=public)
    config.add_cleanup(bench.close)
    base = None if public or unit.solution_dir not in path.absolute().parents else bench.reference_source
    config.stash[EXAMINATION] = Examination(bench, submission.read(path, unit), base)
    config.stash[CHECKS] = collected_checks(unit, items, public)


def _unit_of(items: list[pytest.Item]) -> tuple[Unit, bool]:
    paths = {item.path for item in items}
    if len(paths) != 1:
        raise pytest.UsageError("autograder.plugin examines one unit at a time: name one check file.")
    path = paths.pop()
    try:
        for unit in find_course(path.parent).units:
            if path in (unit.hidden_checks, unit.public_checks):
                return unit, path == unit.public_checks
    except UsageError as error:
        raise pytest.UsageError(str(error)) from error
    raise pytest.UsageError(f"{path} is not the check file of a unit of course.toml.")


# What of pytest no check needs: each costs time at the start, some at every phase of every check (`logging`), and some
# go through all objects of the process at the end
LEFT_OUT = (
    "cacheprovider", "doctest", "faulthandler", "junitxml", "legacypath", "logging", "pastebin", "setuponly",
    "setupplan", "stepwise", "terminal", "threadexception", "unittest", "unraisableexception",
)  # fmt: skip


def run_pytest(checks: Path, plugins: list[Any], *options: str) -> int:
    """Run pytest on one check file with this plugin alone: no configuration, cache or plugins of the surroundings."""
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    sys.dont_write_bytecode = True
    arguments = [
        str(checks), "-c", os.devnull, "--rootdir", str(checks.parent), "--import-mode=importlib", "--strict-markers",
        *(f"-pno:{name}" for name in LEFT_OUT), *options,
    ]  # fmt: skip
    return int(pytest.main(arguments, [sys.modules[__name__], *plugins]))  # by name, all installed packages are asked


def examine(
    session: pytest.Session, examination: Examination, checks: dict[str, Check], stop: bool
) -> Iterator[CheckResult]:
    """Run all collected checks on one submission. `stop` ends after the first that doesn't pass."""
    from _pytest.runner import runtestprotocol

    config = session.config
    config.stash[EXAMINATION], config.stash[CHECKS], config.stash[QUIET] = examination, checks, True
    for item in session.items:
        if RESULT in item.stash:
            del item.stash[RESULT]
        phases = runtestprotocol(item, log=False)
        result = item.stash.get(RESULT, None)
        if result is None:
            broken = next((phase for phase in phases if not phase.passed), phases[-1])
            reason = f"The check {item.name} could not be run: {broken.longreprtext.strip()[-500:] or broken.outcome}"
            result = examination.record(checks[item.name], Verdict.GRADER_ERROR, reason)
        yield result
        if stop and result.verdict != Verdict.PASSED:
            return
