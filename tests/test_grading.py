"""Real gradings of real submissions, through all three processes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from autograder.course import Course, Unit, load_course
from autograder.failure import CourseError
from autograder.grading import Grader
from autograder.results import Report, Verdict
from autograder.submission import Cell, Submission, from_source
from tests.conftest import REFERENCE, WRONG, write, write_small_course


def grade(unit: Unit, source: str, student: str = "student", base: str | None = None) -> Report:
    """Grade with a judge of its own: for tests that change the unit."""
    with Grader(unit) as grader:
        return next(grader.grade([from_source(source, unit, student)], base))


class Marker:
    """A grader of the unchanged unit, shared by the tests of this module: a judge takes a second to start."""

    def __init__(self, unit: Unit, grader: Grader) -> None:
        self.unit = unit
        self.grader = grader

    def __call__(self, source: str, student: str = "student", base: str | None = None) -> Report:
        return next(self.grader.grade([from_source(source, self.unit, student)], base))


@pytest.fixture(scope="module")
def mark(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Marker]:
    unit = write_small_course(tmp_path_factory.mktemp("shared")).units[0]
    with Grader(unit) as grader:
        yield Marker(unit, grader)


def body(statements: str) -> str:
    """The reference, with `double` doing something else."""
    return f"{REFERENCE}\n\nimport os, sys, time\n\n\ndef double(x, times=1):\n    {statements}\n"


def test_the_reference_gets_full_marks(mark: Marker) -> None:
    report = mark(REFERENCE)
    assert (report.score, report.max_score, report.verdict) == (5.0, 5.0, Verdict.PASSED)
    assert report.sandbox


def test_an_untouched_stub_is_not_attempted(mark: Marker) -> None:
    stub = REFERENCE.replace("return np.asarray(x, dtype=np.float64) * 2.0**times", "raise NotImplementedError")
    stub = stub.replace("self.value = start", "raise NotImplementedError")
    report = mark(stub)
    assert (report.score, report.verdict) == (0.0, Verdict.NOT_ATTEMPTED)
    assert {check.verdict for check in report.checks} == {Verdict.NOT_ATTEMPTED}


@pytest.mark.parametrize(
    ("statements", "verdict"),
    [
        ("return 1 / 0", Verdict.ERROR),
        ("return None", Verdict.FAILED),
        ("return [1.0]", Verdict.FAILED),
        ("while True: pass", Verdict.TIMEOUT),
        ("time.sleep(60)", Verdict.TIMEOUT),
        ("return np.ones(10**10)", Verdict.MEMORY),
        ("return [bytearray(10**7) for _ in range(10**5)]", Verdict.MEMORY),
        ("os._exit(0)", Verdict.CRASHED),
        ("import ctypes; ctypes.string_at(0)", Verdict.CRASHED),
        ("sys.exit(0)", Verdict.ERROR),
        ("raise KeyboardInterrupt", Verdict.ERROR),
        ("x *= 2.0**times; return x", Verdict.FAILED),
        ("return np.full(x.shape, np.nan)", Verdict.FAILED),
        ("return np.array([1e308]) * 10 + x", Verdict.FAILED),
        ("raise NotImplementedError", Verdict.NOT_ATTEMPTED),
    ],
)
def test_each_way_of_failing_has_its_verdict_and_costs_its_exercise_alone(
    mark: Marker, statements: str, verdict: Verdict
) -> None:
    report = mark(body(statements))
    found = {check.name: check.verdict for check in report.checks}
    assert found["test_doubles"] == verdict
    assert found["test_counts"] == Verdict.PASSED
    assert report.score == 2.0


def test_a_syntax_error_says_where_and_fails_every_check(mark: Marker) -> None:
    report = mark("import numpy as np\n\n\ndef double(x)\n    return x\n")
    assert "line 4" in report.problem
    assert {check.verdict for check in report.checks} == {Verdict.ERROR}
    assert "line 4" in report.for_student().problem


def test_a_missing_function_is_named(mark: Marker) -> None:
    report = mark("x = 1\n")
    assert "`double` is not defined" in report.checks[0].message


def test_a_cell_that_fails_does_not_take_the_others_with_it(mark: Marker) -> None:
    cells = (Cell("cell 1", "import no_such_module"), Cell("cell 2", REFERENCE), Cell("cell 3", "1 / 0"))
    report = next(mark.grader.grade([Submission("student", mark.unit.id, cells)]))
    assert report.score == 5.0
    assert "cell 1, line 1" in report.problem
    assert "cell 3, line 1" in report.problem


def test_what_is_printed_is_kept_and_cut(mark: Marker) -> None:
    report = mark(body("print('hello'); print('x' * 10**6); return np.asarray(x) * 2.0**times"))
    assert report.score == 5.0
    assert report.checks[0].output.startswith("hello")
    assert len(report.checks[0].output) < 70_000


def test_printing_survives_a_kill(mark: Marker) -> None:
    report = mark(body("print('last words'); os._exit(1)"))
    assert "last words" in report.checks[0].output


def test_a_known_mistake_gives_its_hint_and_name(mark: Marker) -> None:
    report = mark(f"{REFERENCE}\n\n{WRONG['times_ignored']}")
    failed = next(check for check in report.checks if check.name == "test_doubles_twice")
    assert (failed.mistake, failed.hint.split()[:3]) == ("times_ignored", ["You", "double", "once,"])


def test_two_mistakes_in_different_functions_are_both_named(mark: Marker) -> None:
    report = mark(f"{REFERENCE}\n\n{WRONG['tripled']}\n\n{WRONG['starts_at_zero']}")
    assert {check.mistake for check in report.checks} == {"tripled", "starts_at_zero"}


def test_a_mistake_that_nobody_knows_gets_no_hint(mark: Marker) -> None:
    report = mark(body("return np.asarray(x) * 5.0"))
    assert {check.hint for check in report.checks} == {""}


def test_a_mistake_holds_only_what_differs_from_the_reference(mark: Marker) -> None:
    report = mark(WRONG["tripled"], base=REFERENCE)
    assert report.score == 2.0


def test_the_student_view_tells_nothing_of_hidden_inputs(mark: Marker) -> None:
    report = mark(body("print(x); raise ValueError(str(x))"))
    assert report.checks[0].message
    for check in report.for_student().checks:
        assert (check.message, check.output, check.mistake) == ("", "", "")


def test_neighbours_do_not_change_a_grade_and_jobs_do_not_either(unit: Unit) -> None:
    hang, leave = body("while True: pass"), body("os._exit(0)")
    sources = {"good": REFERENCE, "hang": hang, "exit": leave, "also good": REFERENCE}
    submissions = [from_source(source, unit, name) for name, source in sources.items()]
    with Grader(unit, jobs=2) as grader:
        scores = {report.student: report.score for report in grader.grade(submissions)}
    assert scores == {"good": 5.0, "hang": 2.0, "exit": 2.0, "also good": 5.0}


def test_hanging_checks_share_a_budget_and_what_was_not_reached_says_so(unit: Unit) -> None:
    hidden = "".join(
        f'@exercise("double", points=1)\ndef test_{n}(student):\n'
        f'    """Number {n}."""\n    student.double(np.ones(2))\n\n\n'
        for n in range(5)
    )
    write(unit.hidden_checks, "import numpy as np\nfrom autograder.checks import exercise\n\n\n" + hidden)
    report = grade(unit, body("while True: pass"))
    assert report.duration_s < unit.limits.submission_wall_s + 2
    assert "Not reached" in report.checks[-1].message


@pytest.mark.parametrize(
    "line", ["undefined_name", "reference.no_such_function(1)", "import pytest; pytest.skip('no')"]
)
def test_a_broken_check_is_a_grader_error_and_never_a_zero(unit: Unit, line: str) -> None:
    text = unit.hidden_checks.read_text().replace("    counter = student.Counter(3)\n", f"    {line}\n")
    text = text.replace("def test_counts(student, rng)", "def test_counts(student, reference, rng)")
    unit.hidden_checks.write_text(text)
    report = grade(unit, REFERENCE)
    assert report.checks[-1].verdict == report.verdict == Verdict.GRADER_ERROR
    assert "test_counts" in report.checks[-1].message


def test_a_check_that_asks_nothing_is_a_grader_error(unit: Unit) -> None:
    text = unit.hidden_checks.read_text()
    unit.hidden_checks.write_text(text[: text.index("    counter =")] + "    assert True\n")
    assert grade(unit, REFERENCE).checks[-1].verdict == Verdict.GRADER_ERROR


def test_an_answer_that_a_check_cannot_use_is_the_students_failure(unit: Unit) -> None:
    text = unit.hidden_checks.read_text().replace("assert_equal(counter.add(2), 5)", "assert counter.add(2).real == 5")
    unit.hidden_checks.write_text(text)
    assert grade(unit, REFERENCE).verdict == Verdict.PASSED
    report = grade(unit, REFERENCE.replace("return self.value", "return 'five'"))
    assert report.checks[-1].verdict == Verdict.FAILED


@pytest.mark.parametrize(
    ("old", "new", "word"),
    [
        ('@exercise("double", points=2)\n', "", "no exercise"),
        ('"double", points=2', '"treble", points=2', "treble"),
        ('"double", points=2', '"double"', "state their points"),
        ('    """Every entry is doubled."""\n', "", "docstring"),
        ("import numpy as np", "import numpy as np\n1 / 0", "ZeroDivisionError"),
    ],
)
def test_a_check_file_with_a_mistake_is_refused_with_its_place(unit: Unit, old: str, new: str, word: str) -> None:
    unit.hidden_checks.write_text(unit.hidden_checks.read_text().replace(old, new))
    with pytest.raises(CourseError, match=word):
        grade(unit, REFERENCE)


def test_files_beside_a_submission_are_not_imported(mark: Marker, tmp_path: Path) -> None:
    from autograder.submission import collect

    folder = tmp_path / "handed-in" / "kim"
    write(folder / "scaling.py", "import numpy as np\nassert hasattr(np, 'ndarray')\n" + REFERENCE)
    write(folder / "numpy.py", "raise SystemExit('shadowed')")
    write(folder / "conftest.py", "raise SystemExit('conftest')")
    report = next(mark.grader.grade(collect((folder,), mark.unit)))
    assert (report.student, report.score) == ("kim", 5.0)


def test_the_same_submission_gets_the_same_data_each_time_and_another_student_other_data(mark: Marker) -> None:
    spy = body("print(x.sum()); return np.asarray(x) * 2.0**times")
    outputs = [mark(spy, student).checks[0].output for student in ("ada", "ada", "bob")]
    assert outputs[0] == outputs[1] != outputs[2]


def test_what_is_drawn_from_global_generators_repeats_too(mark: Marker) -> None:
    spy = body("import random; print(np.random.random(), random.random()); return np.asarray(x) * 2.0**times")
    outputs = [[check.output for check in mark(spy, student).checks] for student in ("ada", "ada", "bob")]
    assert outputs[0] == outputs[1] != outputs[2]
    assert outputs[0][0] != outputs[0][1]


@pytest.mark.parametrize("fresh", [False, True])
def test_a_unit_can_ask_for_a_fresh_worker_in_each_check(course: Course, fresh: bool) -> None:
    settings = course.root / "assignments" / "course.toml"
    entry = f'module = "scaling"\nfresh_worker = {str(fresh).lower()}'
    settings.write_text(settings.read_text().replace('module = "scaling"', entry))
    count = body("calls.append(x); print(len(calls)); return np.asarray(x) * 2.0**times") + "\n\ncalls = []\n"
    report = grade(load_course(settings).units[0], count)
    assert [check.output.strip() for check in report.checks[:2]] == ["1", "1" if fresh else "2"]
