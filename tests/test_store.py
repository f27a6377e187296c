"""Reports that are kept: nothing is lost, nothing is graded twice, and old versions stay readable."""

from __future__ import annotations

import itertools
import os
import random
import re
import signal
import sqlite3
import subprocess
import sys
import time
import tracemalloc
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import psutil
import pytest
import sqlalchemy as sa
from click.testing import CliRunner, Result

from autograder import editions, exports
from autograder.commands import grade, history, regrade, report
from autograder.course import Course, Unit
from autograder.editions import Edition, edition_of, questions_of
from autograder.failure import CourseError, UsageError
from autograder.grading import Grader
from autograder.results import CheckResult, Report, Verdict
from autograder.store import Store, StoreError
from autograder.submission import Cell, Submission
from benchmarks import kill
from tests.conftest import HIDDEN, REFERENCE, WRONG, write
from tests.test_architecture import ROOT, imports

KILLS = 10  # `python -m benchmarks.kill` does 100
EDITION = Edition("checks", "points", "reference", "mistakes", "settings", "kit")


@pytest.fixture
def handed_in(course: Course) -> Path:
    sources = {"ada": REFERENCE, "bob": f"{REFERENCE}\n\n{WRONG['tripled']}", "kim": REFERENCE}
    for student, source in sources.items():
        write(course.root / "in" / f"{student}.py", source)
    return course.root / "in"


@pytest.fixture
def run(course: Course, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(course.root)

    def go(command, *options: object) -> Result:
        result = CliRunner().invoke(command.command, [str(option) for option in options])
        if result.exception and not isinstance(result.exception, SystemExit | UsageError | KeyboardInterrupt):
            raise result.exception
        return result

    return go


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "grades.db", writing=True) as opened:
        yield opened


def submission(student: str = "kim", source: str = "x = 1\n") -> Submission:
    return Submission(student, "01_scaling", (Cell("scaling.py", source),), ("a notice",))


def a_report(student: str = "kim", verdict: Verdict = Verdict.PASSED, output: str = "") -> Report:
    points = 2.0 if verdict == Verdict.PASSED else 0.0
    return Report(
        student, "01_scaling", (CheckResult("t", "double", "It doubles.", verdict, points, 2.0, output=output),)
    )


def test_what_is_put_is_read_back_with_its_submission(store: Store) -> None:
    store.put(submission(), EDITION, a_report())
    entry = store.find(submission(), EDITION)
    assert entry is not None
    assert (entry.report, entry.edition, entry.counts) == (a_report(), EDITION, True)
    assert list(store.reports()) == [a_report()]
    assert list(store.submissions("01_scaling")) == [submission()]


@pytest.mark.parametrize("part", ["checks", "points", "reference", "mistakes", "settings", "kit"])
def test_a_report_answers_for_its_own_edition_alone(store: Store, part: str) -> None:
    store.put(submission(), EDITION, a_report())
    other = replace(EDITION, **{part: "changed"})
    assert store.find(submission(), other) is None
    assert store.earlier(submission(), EDITION) is None
    earlier = store.earlier(submission(), other)
    assert earlier is not None
    assert other.changes(earlier.edition) == (part,)


@pytest.mark.parametrize("other", [submission("lee"), submission(source="x = 2\n"), replace(submission(), problem="p")])
def test_a_report_answers_for_its_own_submission_alone(store: Store, other: Submission) -> None:
    store.put(submission(), EDITION, a_report())
    assert store.find(other, EDITION) is None


def test_a_report_is_put_once(store: Store) -> None:
    store.put(submission(), EDITION, a_report())
    with pytest.raises(StoreError, match="UNIQUE"):
        store.put(submission(), EDITION, a_report())
    assert len(store.history("kim")) == 1


def test_what_could_not_be_judged_gives_way(store: Store) -> None:
    store.put(submission(), EDITION, a_report(verdict=Verdict.GRADER_ERROR))
    store.put(submission(), EDITION, a_report())
    assert [entry.report.verdict for entry in store.history("kim")] == [Verdict.PASSED]


@pytest.mark.parametrize("name", ["김민준", "a\udc80b", "nul\0", "'; drop table report; --"])
def test_any_name_is_kept(store: Store, name: str) -> None:
    store.put(submission(name), EDITION, a_report(name))
    assert [entry.report.student for entry in store.history(name)] == [name]
    assert [found.student for found in store.submissions("01_scaling")] == [name]


def test_what_was_handed_in_last_counts_even_if_it_was_graded_before(run, handed_in: Path, unit: Unit) -> None:
    right = (handed_in / "kim.py").read_text()
    for source in (right, right + WRONG["tripled"], right):
        (handed_in / "kim.py").write_text(source)
        result = run(grade, unit.id, handed_in, "--out", "out")
    assert "0 graded, 3 taken" in result.output
    with Store(Path("out") / exports.STORE) as store:
        assert [(entry.report.score, entry.counts) for entry in store.history("kim")] == [(5.0, True), (2.0, False)]
        assert {found.student: found.score for found in store.reports()} == {"ada": 5.0, "bob": 2.0, "kim": 5.0}


def test_the_same_command_grades_what_is_missing_or_changed(run, handed_in: Path, unit: Unit) -> None:
    assert "3 graded, 0 taken" in run(grade, unit.id, handed_in, "--out", "out").output
    page = (Path("out") / "index.html").read_text()
    assert "0 graded, 3 taken" in run(grade, unit.id, handed_in, "--out", "out").output
    assert (Path("out") / "index.html").read_text() == page
    write(handed_in / "lee.py", REFERENCE)
    (handed_in / "bob.py").write_text(REFERENCE)
    assert "2 graded, 2 taken" in run(grade, unit.id, handed_in, "--out", "out").output


def test_what_could_not_be_judged_is_graded_again(run, handed_in: Path, unit: Unit) -> None:
    unit.hidden_checks.write_text(HIDDEN.replace("counter = student.Counter(3)", "counter = undefined"))
    assert run(grade, unit.id, handed_in, "--out", "out").exit_code == 3
    result = run(grade, unit.id, handed_in, "--out", "out")
    assert (result.exit_code, "3 graded, 0 taken" in result.output) == (3, True)


def test_a_report_s_folder_is_made_again_from_its_store(run, handed_in: Path, unit: Unit) -> None:
    run(grade, unit.id, handed_in, "--out", "out")
    pages = {path: path.read_text() for path in Path("out").rglob("*.html")}
    for path in pages:
        path.unlink()
    assert run(report, "out").exit_code == 0
    assert {path: path.read_text() for path in Path("out").rglob("*.html")} == pages


def test_students_pages_do_not_go_where_the_store_is(run, handed_in: Path, unit: Unit) -> None:
    run(grade, unit.id, handed_in, "--out", "out")
    for attempt in (
        run(grade, unit.id, handed_in, "--out", "out", "--student-view"),
        run(report, "out", "--student-view"),
    ):
        assert "name another folder" in str(attempt.exception)
    assert run(grade, unit.id, handed_in, "--out", "for", "--student-view").exit_code == 0
    assert sorted(path.name for path in Path("for").iterdir()) == ["index.html", "students"]


# A change to the unit, what of the class it makes run again, and who moves where


def change_check(unit: Unit) -> None:
    unit.hidden_checks.write_text(HIDDEN.replace("assert_equal(counter.add(2), 5)", "assert_equal(counter.add(2), 6)"))


def change_points(unit: Unit) -> None:
    unit.hidden_checks.write_text(HIDDEN.replace('"Counter", points=2', '"Counter", points=4'))


def change_comment(unit: Unit) -> None:
    unit.hidden_checks.write_text(f"# A comment\n{HIDDEN}")


def change_mistake(unit: Unit) -> None:
    path = unit.wrong[-1]
    assert path.stem == "tripled"
    path.write_text(path.read_text().replace("You multiply by three", "Three, not two"))


def change_reference(unit: Unit) -> None:
    unit.reference.write_text(unit.reference.read_text().replace("2.0**times", "3.0**times"))


@pytest.mark.parametrize(
    ("change", "part", "graded", "moves"),
    [
        (change_check, "checks", 3, {"ada": "5/5 → 3/5", "bob": "2/5 → 0/5", "kim": "5/5 → 3/5"}),
        (change_points, "points", 0, {"ada": "5/5 → 7/7", "bob": "2/5 → 4/7", "kim": "5/5 → 7/7"}),
        (change_comment, "", 0, {}),
        (change_mistake, "mistakes", 1, {}),
        (change_reference, "reference", 3, {"ada": "5/5 → 2/5", "bob": "2/5 → 5/5", "kim": "5/5 → 2/5"}),
    ],
)
def test_a_change_runs_what_it_affects_and_shows_who_moves(
    run, handed_in: Path, unit: Unit, change, part: str, graded: int, moves: dict[str, str]
) -> None:
    run(grade, unit.id, handed_in, "--out", "out")
    change(unit)
    tried = run(regrade, unit.id, "--out", "out", "--dry-run").output
    with Store(Path("out") / exports.STORE) as store:
        assert {len(store.history(student)) for student in store.students()} == {1}
    done = run(regrade, unit.id, "--out", "out").output
    for output in (tried, done):
        assert dict(re.findall(r"^(\w+) +(\S+ → \S+) ", output, re.MULTILINE)) == moves
        assert f"{graded} graded again, {3 - graded} needed no grading" in output
        assert (f"Changed: {part}." if part else "Nothing changed.") in output
    with Store(Path("out") / exports.STORE) as store:
        assert {len(store.history(student)) for student in store.students()} == {2 if part else 1}
    again = run(grade, unit.id, handed_in, "--out", "out").output
    assert "0 graded, 3 taken" in again


def test_points_without_grading_are_those_that_grading_gives(run, handed_in: Path, unit: Unit) -> None:
    run(grade, unit.id, handed_in, "--out", "out")
    change_points(unit)
    run(regrade, unit.id, "--out", "out")
    run(grade, unit.id, handed_in, "--out", "afresh")
    kept, afresh = ({r.student: r for r in exports.read(Path(folder))} for folder in ("out", "afresh"))
    for student, found in kept.items():
        assert [(c.points, c.max_points) for c in found.checks] == [
            (c.points, c.max_points) for c in afresh[student].checks
        ]


def test_why_names_the_checks(run, handed_in: Path, unit: Unit) -> None:
    run(grade, unit.id, handed_in, "--out", "out")
    change_check(unit)
    output = run(regrade, unit.id, "--out", "out", "--dry-run").output
    assert "test_counts: passed → failed" in output
    assert "3 of 3 move: 3 down." in output
    assert "test_doubles" not in output


def test_history_says_what_changed_from_report_to_report(run, handed_in: Path, unit: Unit) -> None:
    run(grade, unit.id, handed_in, "--out", "out")
    change_points(unit)
    run(regrade, unit.id, "--out", "out")
    (handed_in / "kim.py").write_text(REFERENCE + WRONG["tripled"])
    run(grade, unit.id, handed_in, "--out", "out")
    lines = [line for line in run(history, "kim", "--out", "out").output.splitlines() if "01_scaling" in line]
    assert [re.search(r"(first report|points|submission)( \(counts\))?", line).group() for line in lines] == [
        "first report", "points", "submission (counts)",
    ]  # fmt: skip
    assert "Did you mean 'kim'?" in str(run(history, "kin", "--out", "out").exception)
    assert "holds no report" in str(run(history, "kim", "--out", "out", "--unit", "other").exception)


def test_an_edition_covers_what_checks_can_read(unit: Unit, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = [edition_of(unit)]
    write(unit.solution_dir / "data.csv", "1,2\n")
    seen.append(edition_of(unit))
    monkeypatch.setenv("AUTOGRADER_SECRET", "s")
    seen.append(edition_of(unit))
    seen.append(edition_of(replace(unit, limits=replace(unit.limits, wall_s=9.0))))
    changes = [later.changes(earlier) for earlier, later in itertools.pairwise(seen)]
    assert changes == [("checks",), ("settings",), ("settings",)]
    unit.reference.unlink()
    with pytest.raises(CourseError, match="cannot be read"):
        edition_of(unit)


def test_points_that_are_computed_belong_to_what_is_asked(unit: Unit) -> None:
    stated = questions_of(unit)
    assert stated.points == {"test_doubles": 2.0, "test_doubles_twice": 1.0, "test_counts": 2.0}
    unit.hidden_checks.write_text(HIDDEN.replace("points=2", "points=1 + 1"))
    computed = questions_of(unit)
    assert computed.points == {"test_doubles_twice": 1.0}
    assert computed.digest != stated.digest


def test_the_kit_s_digest_covers_everything_that_judges_and_workers_run() -> None:
    reached, waiting = (
        set(),
        [ROOT / "judge.py", ROOT / "sandbox" / "zygote.py", ROOT / "checks.py", ROOT / "properties.py"],
    )
    while waiting:
        path = waiting.pop()
        if path not in reached and path.is_file():
            reached.add(path)
            waiting += [ROOT.parent / (name.replace(".", "/") + ".py") for name in imports(path)]
    assert reached - set(editions._engine()) == set()


# Whatever happens


def test_killed_at_random_moments_nothing_is_lost_and_nothing_graded_twice(tmp_path: Path) -> None:
    outcome = kill.torment(tmp_path, KILLS, random.Random(8))
    assert outcome.faults == []
    assert outcome.killed.total() == KILLS
    assert set(outcome.killed) == set(kill.VICTIMS)


def test_ctrl_c_keeps_what_is_done_and_leaves_no_process(course: Course, handed_in: Path) -> None:
    write(handed_in / "zoe.py", f"{REFERENCE}\n\ndef double(x, times=1):\n    while True:\n        pass\n")
    command = [sys.executable, "-m", "autograder", "grade", "scaling", "in", "--out", "out", "--jobs", "1"]
    with subprocess.Popen(command, cwd=course.root, stderr=subprocess.PIPE, text=True) as process:
        path = course.root / "out" / exports.STORE
        wait_for(lambda: path.is_file() and len(kept(path)) == 3)
        family = psutil.Process(process.pid).children(recursive=True)
        assert len(family) >= 2
        started = time.monotonic()
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=30)
    assert process.returncode == 130
    assert time.monotonic() - started < 3.0  # the submission at hand has 4 s, of which it gets a second at most
    assert "3 of 4 reports are in" in said
    assert "Traceback" not in said
    assert psutil.wait_procs(family, timeout=5)[1] == []
    assert set(kept(path)) == {"ada", "bob", "kim"}


def kept(path: Path) -> list[str]:
    try:
        with Store(path) as store:
            return store.students()
    except StoreError:  # it is being made
        return []


def wait_for(condition, limit_s: float = 60.0) -> None:
    end = time.monotonic() + limit_s
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.02)


def test_a_generator_that_is_closed_early_leaves_the_grader_usable(unit: Unit) -> None:
    many = [Submission(f"s{n}", unit.id, (Cell("scaling.py", REFERENCE),)) for n in range(6)]
    with Grader(unit) as grader:
        reports = grader.grade(many)
        next(reports)
        reports.close()
        assert [found.score for found in grader.grade(many[:2])] == [5.0, 5.0]


def test_a_second_grader_is_told(run, handed_in: Path, unit: Unit) -> None:
    with Store(Path("out") / exports.STORE, writing=True):
        attempt = run(grade, unit.id, handed_in, "--out", "out")
        assert "Another autograder is writing to" in str(attempt.exception)
        with Store(Path("out") / exports.STORE) as reader:
            assert reader.students() == []
    assert "3 graded" in run(grade, unit.id, handed_in, "--out", "out").output


def test_a_full_disk_is_named_and_what_was_kept_stays(store: Store, tmp_path: Path) -> None:
    store.put(submission(), EDITION, a_report())

    @sa.event.listens_for(store._engine, "begin")
    def _limit(connection: sa.Connection) -> None:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")

    noise = random.Random(0).randbytes(100_000).hex()
    with pytest.raises(StoreError, match=r"full.*make room"):
        store.put(submission("lee"), EDITION, a_report("lee", output=noise))
    assert [found.student for found in store.reports()] == ["kim"]


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="needs a folder in which nobody can write")
def test_a_folder_that_cannot_be_written_is_named_before_anything_is_graded(run, handed_in: Path, unit: Unit) -> None:
    attempt = run(grade, unit.id, handed_in, "--out", "/proc/out")
    assert isinstance(attempt.exception, StoreError)
    assert "/proc/out" in str(attempt.exception)
    assert "Name another folder" in str(attempt.exception)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere")
def test_a_read_only_folder_is_named_and_can_be_read(store: Store, tmp_path: Path) -> None:
    store.put(submission(), EDITION, a_report())
    store.close()
    (tmp_path / "grades.db.lock").unlink()
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(StoreError, match="cannot be written"):
            Store(tmp_path / "grades.db", writing=True)
        with Store(tmp_path / "grades.db") as reader:
            assert len(list(reader.reports())) == 1
    finally:
        tmp_path.chmod(0o700)


@pytest.mark.parametrize(("schema", "said"), [(0, "an earlier version"), (99, "a later version")])
@pytest.mark.parametrize("writing", [False, True])
def test_a_store_of_another_version_is_refused_and_stays(tmp_path: Path, schema: int, said: str, writing: bool) -> None:
    path = tmp_path / "grades.db"
    with Store(path, writing=True) as store:
        store.put(submission(), EDITION, a_report())
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE autograder SET schema = ?", [schema])
    connection.close()
    before = path.read_bytes()
    with pytest.raises(StoreError, match=said):
        Store(path, writing=writing)
    assert path.read_bytes() == before


@pytest.mark.parametrize("content", [b"no database at all, but text of some length", b""])
def test_what_is_no_store_is_refused_by_name(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "grades.db").write_bytes(content)
    with pytest.raises(StoreError, match=r"isn't a store|holds no reports"):
        Store(tmp_path / "grades.db")
    with pytest.raises(StoreError, match="isn't there"):
        Store(tmp_path / "missing.db")
    with pytest.raises(StoreError, match="--store"):
        Store("nosuchdatabase://host/name")


def test_memory_does_not_grow_with_the_reports(store: Store, tmp_path: Path) -> None:
    """Sixty reports of 1 MB each are kept and become pages within the memory of a few."""
    noise = "x" * 1_000_000
    exports.write_pages([a_report()], tmp_path / "pages", None)  # imports and templates are not counted
    tracemalloc.start()
    for number in range(60):
        store.put(submission(f"s{number}"), EDITION, a_report(f"s{number}", output=noise))
    exports.write_pages(store.reports(), tmp_path / "pages", None)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 20_000_000
    assert len(list((tmp_path / "pages" / "students").iterdir())) == 60


@pytest.mark.skipif("AUTOGRADER_TEST_DATABASE" not in os.environ, reason="names no database of PostgreSQL's to test on")
def test_a_database_server_does_as_well(run, handed_in: Path, unit: Unit) -> None:
    url = os.environ["AUTOGRADER_TEST_DATABASE"]
    options = (unit.id, handed_in, "--format", "csv", "--store", url)
    assert "3 graded, 0 taken" in run(grade, *options).stderr
    assert "0 graded, 3 taken" in run(grade, *options).stderr
    with Store(url, writing=True):
        assert "Another autograder is writing to" in str(run(grade, *options).exception)
    change_points(unit)
    assert "3 of 3 move: 3 up." in run(regrade, unit.id, "--store", url).output
    assert "points (counts)" in run(history, "kim", "--store", url).output
