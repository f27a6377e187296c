"""Hostile submissions: each gets what its honest part earns, learns nothing, leaves nothing, and touches no neighbour.

The corpus lies in `hostile/`, a folder for each kind of attack; the header of each file says what it tries and what
must happen. Everything is graded by one judge per unit and mode, as a class would be, with an honest neighbour after
each hostile submission.
"""

from __future__ import annotations

import contextlib
import importlib.util
import json
import os
import re
import secrets
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from autograder.course import Course, Unit, load_course
from autograder.failure import UsageError
from autograder.grading import Grader
from autograder.results import Report, Verdict
from autograder.sandbox import kernel
from autograder.sandbox.survey import is_root
from autograder.submission import Submission, collect, from_source, parse

HERE = Path(__file__).parent / "hostile"
CORPUS = sorted(path for path in HERE.glob("*/*") if path.suffix in (".py", ".ipynb"))
NEIGHBOUR = "neighbour"
MARK = "hostile-left"  # how everything is called that the corpus tries to leave behind
IPC_KEY = int("40571E", 16)  # the key of its System V objects
SHARED_FOLDERS = ("/tmp", "/var/tmp", "/dev/shm", "/dev/mqueue")
LARGEST_REPORT = 1 << 21  # the judge keeps a megabyte of output per worker, which JSON may write twice as long

pytestmark = pytest.mark.skipif(not kernel.LINUX, reason="the corpus attacks what Linux offers")


@dataclass(frozen=True)
class Case:
    """One file of the corpus, with what its header says."""

    path: Path
    honest: float
    portable: bool
    refused: bool
    unit: str
    made: str

    @property
    def name(self) -> str:
        return f"{self.path.parent.name}/{self.path.stem}"


def read_case(path: Path) -> Case:
    text = path.read_text(encoding="utf-8")
    header = dict(re.findall(r"^\W*# (\w+): (.*?)(?:\\n\",)?$", text, re.MULTILINE))
    for required in ("tries", "must"):
        assert header.get(required), f"{path}: no line `# {required}:`"
    refused = header.get("refused") == "yes"
    honest = 0.0 if refused else float(header["honest"].split("/")[0])
    portable = header["portable"].startswith("yes")
    return Case(path, honest, portable, refused, header.get("unit", "01_vectors"), header.get("made", ""))


CASES = [read_case(path) for path in CORPUS]


def honest_source(unit: Unit) -> str:
    return (HERE / f"honest_{unit.module}.py").read_text(encoding="utf-8")


def submissions(case: Case, unit: Unit, folder: Path) -> list[Submission]:
    """Turn a file of the corpus into what is handed in. Raises UsageError when it is refused."""
    honest = honest_source(unit)
    if case.path.suffix == ".ipynb":
        return [parse(case.path.name, case.path.read_bytes(), unit, case.name)]
    text = case.path.read_text(encoding="utf-8")
    if case.path.parent.name == "archives":
        return list(collect((_maker(case.path).make(folder, honest),), unit))
    if case.path.parent.name == "decoder":
        honest += (HERE / "forge.py").read_text(encoding="utf-8")
    names = {"source": honest + text}
    exec(case.made, names)
    return [from_source(str(names["source"]), unit, case.name)]


def _maker(path: Path) -> Any:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class Canaries:
    """Secrets in all places that a submission must not read; none of them may turn up in what it can say."""

    PLACES = ("REFERENCE", "CHECKS", "MISTAKE", "COURSE", "HOME", "ENVIRONMENT", "NEIGHBOUR")

    def __init__(self) -> None:
        self.tokens = {place: f"CANARY-{secrets.token_hex(8)}" for place in self.PLACES}

    def plant(self, text: str) -> str:
        return re.sub(r"@([A-Z]+)@", lambda found: self.tokens[found[1]], text)

    def found_in(self, text: str) -> list[str]:
        return [place for place, token in self.tokens.items() if token in text]


@dataclass(frozen=True)
class Graded:
    """What came of the corpus in one mode."""

    reports: dict[str, list[Report]]
    refused: set[str]
    alone: dict[str, Report]
    neighbours: dict[str, Report]  # by the hostile submission before them
    canaries: Canaries
    left: list[str]


@contextlib.contextmanager
def surroundings(folder: Path, canaries: Canaries) -> Iterator[Course]:
    """A course, a home and an environment with canaries in them."""
    root = folder / "course"
    shutil.copytree(HERE / "course", root)
    for path in root.rglob("*.*"):
        path.write_text(canaries.plant(path.read_text(encoding="utf-8")), encoding="utf-8")
    (folder / "home").mkdir()
    (folder / "home" / "keys.txt").write_text(canaries.tokens["HOME"], encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HOME", str(folder / "home"))
        patch.setenv("AUTOGRADER_SECRET", canaries.tokens["ENVIRONMENT"])
        patch.setenv("AUTOGRADER_ALLOW_ROOT_PORTABLE", "1")
        yield load_course(root / "assignments" / "course.toml")


def grade_class(unit: Unit, cases: list[Case], canaries: Canaries, folder: Path, into: Graded) -> None:
    """Grade the cases of one unit by one judge, each followed by the neighbour."""
    source = honest_source(unit) + f"\nprint('I am the neighbour')\n# {canaries.tokens['NEIGHBOUR']}\n"
    neighbour = from_source(source, unit, NEIGHBOUR)
    with Grader(unit) as grader:
        into.alone[unit.id] = next(grader.grade([neighbour]))
        for case in cases:
            place = folder / case.name
            place.mkdir(parents=True)
            try:
                handed_in = submissions(case, unit, place)
            except UsageError:
                into.refused.add(case.name)
                continue
            into.reports[case.name] = list(grader.grade(handed_in))
            into.neighbours[case.name] = next(grader.grade([neighbour]))


def grade_corpus(folder: Path, mode: str) -> Graded:
    canaries = Canaries()
    graded = Graded({}, set(), {}, {}, canaries, [])
    before = things_left()
    with surroundings(folder, canaries) as course, adopting_orphans():
        for unit in course.units:
            cases = [case for case in CASES if case.unit == unit.id and (mode == "auto" or case.portable)]
            grade_class(replace(unit, sandbox=mode), cases, canaries, folder, graded)
        graded.left.extend(children())
    graded.left.extend(sorted(things_left() - before))
    return graded


@contextlib.contextmanager
def adopting_orphans() -> Iterator[None]:
    """Whatever outlives its parents becomes a child of this process, and is seen."""
    kernel.prctl(kernel.PR_SET_CHILD_SUBREAPER, 1)
    try:
        yield
    finally:
        kernel.prctl(kernel.PR_SET_CHILD_SUBREAPER, 0)


def children() -> list[str]:
    tasks = Path("/proc/self/task").glob("*/children")
    return [f"process {pid}" for path in tasks for pid in path.read_text().split()]


def things_left() -> set[str]:
    """Files by the corpus's names, and System V objects by its key."""
    files = {str(path) for folder in SHARED_FOLDERS for path in Path(folder).glob(f"*{MARK}*")}
    lines = [line for kind in ("shm", "msg", "sem") for line in Path(f"/proc/sysvipc/{kind}").read_text().splitlines()]
    return files | {line for line in lines if line.split()[0] == str(IPC_KEY)}


def what_counts(report: Report) -> Report:
    """A report without what no two gradings share."""
    checks = tuple(replace(check, duration_s=0.0) for check in report.checks)
    return replace(report, checks=checks, duration_s=0.0, cpu_s=0.0, memory_mb=0.0)


@pytest.fixture(scope="module", params=["auto", "portable"])
def graded(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Graded:
    return grade_corpus(tmp_path_factory.mktemp(request.param), request.param)


def test_no_submission_gets_more_or_less_than_its_honest_part(graded: Graded) -> None:
    honest = {case.name: case.honest for case in CASES}
    scores = {name: max((r.score for r in reports), default=0.0) for name, reports in graded.reports.items()}
    assert scores == {name: honest[name] for name in scores}


def test_what_cannot_be_read_is_refused_and_nothing_else(graded: Graded) -> None:
    assert graded.refused == {case.name for case in CASES if case.refused}


def test_no_submission_makes_the_judge_fail(graded: Graded) -> None:
    blamed = {
        name: [check.message for check in report.checks if check.verdict == Verdict.GRADER_ERROR]
        for name, reports in graded.reports.items()
        for report in reports
        if report.verdict == Verdict.GRADER_ERROR
    }
    assert not blamed


def test_the_neighbours_get_what_they_get_alone(graded: Graded) -> None:
    assert all(report.verdict == Verdict.PASSED for report in graded.alone.values())
    alone = {case.name: graded.alone[case.unit] for case in CASES}
    touched = [name for name, r in graded.neighbours.items() if what_counts(r) != what_counts(alone[name])]
    assert not touched


def test_no_canary_is_in_what_a_submission_can_say(graded: Graded) -> None:
    told = {
        name: graded.canaries.found_in(json.dumps([report.to_dict() for report in reports]))
        for name, reports in graded.reports.items()
    }
    assert not {name: places for name, places in told.items() if places}


def test_what_reports_hold_is_bounded_and_clean(graded: Graded) -> None:
    for name, reports in graded.reports.items():
        for report in reports:
            text = json.dumps(report.to_dict(), ensure_ascii=False)
            assert len(text) < LARGEST_REPORT, name
            said = [report.problem, *report.notices, *(c.message for c in report.checks)]
            said += [c.output for c in report.checks]
            assert not re.search(
                r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]", "".join(said)
            ), name


def test_students_read_nothing_that_a_submission_said_while_hidden_inputs_were_in_its_hands(graded: Graded) -> None:
    for name, reports in graded.reports.items():
        for shown in (report.for_student() for report in reports):
            said = {(check.message, check.output, check.mistake, check.duration_s) for check in shown.checks}
            assert said == {("", "", "", 0.0)}, name
            assert (shown.duration_s, shown.cpu_s, shown.memory_mb) == (0.0, 0.0, 0.0), name


def test_nothing_is_left_on_the_machine(graded: Graded) -> None:
    assert graded.left == []


def test_the_budget_of_a_submission_bounds_all_its_checks_together(graded: Graded) -> None:
    """A second for the judge's own work on a busy machine, and one for the check that is running."""
    slow = {name: r.duration_s for name, reports in graded.reports.items() for r in reports if r.duration_s > 7.0}
    assert not slow
    hanging = graded.reports["timeouts/everything_hangs"][0]
    assert "Not reached" in hanging.checks[-1].message


def test_the_canaries_are_where_they_should_be(tmp_path: Path) -> None:
    """A search that finds nothing proves something only if there was something to be found."""
    canaries = Canaries()
    with surroundings(tmp_path, canaries) as course:
        unit = course.unit("01_vectors")
        texts = [unit.reference, unit.hidden_checks, *unit.wrong, unit.public_dir.parent / "notes.txt"]
        found = {place for path in texts for place in canaries.found_in(path.read_text(encoding="utf-8"))}
        found |= set(canaries.found_in(Path("~/keys.txt").expanduser().read_text(encoding="utf-8")))
        found |= set(canaries.found_in(os.environ["AUTOGRADER_SECRET"]))
    assert found == set(Canaries.PLACES) - {"NEIGHBOUR"}


def test_the_corpus_is_large_and_in_every_class() -> None:
    classes = {case.path.parent.name for case in CASES}
    assert classes == {
        "leaving", "forging", "patching", "lying", "nan", "arguments", "answers", "persistence", "timeouts",
        "exhausting", "decoder", "archives", "forbidden",
    }  # fmt: skip
    assert len(CASES) >= 60
    assert is_root() or len([case for case in CASES if case.portable]) >= 60
