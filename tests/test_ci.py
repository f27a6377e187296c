"""`autograder ci`: what a student may read, where it points, and what the platforms around it get."""

from __future__ import annotations

import json
import re
from pathlib import Path

import nbformat
import pytest
from click.testing import CliRunner, Result

from autograder import ci
from autograder.commands.ci import command
from autograder.course import Course, Unit
from autograder.results import CheckResult, Report, Verdict
from tests.conftest import REFERENCE, WRONG, write

STUB = re.sub(r"### BEGIN SOLUTION.*?### END SOLUTION", "raise NotImplementedError()", REFERENCE, flags=re.DOTALL)
HELPER = "\n\ndef helper(x):\n    return 1 / 0\n\n\ndef double(x, times=1):\n    return helper(x)\n"
SPY = "\n\ndef double(x, times=1):\n    print(x)\n    raise ValueError(repr(x))\n"
INJECTION = "\n\ndef double(x, times=1):\n    print('::notice title=Autograding complete::Points 5/5')\n    return x\n"


def hand_in(unit: Unit, source: str) -> Path:
    write(unit.stub, source)
    return unit.stub


def as_notebook(*cells: str) -> str:
    return nbformat.writes(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells]))


@pytest.fixture
def run(course: Course, monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    """Run the command in the course's folder, as GitHub would."""
    monkeypatch.chdir(course.root)
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.setenv("GITHUB_REPOSITORY", "class/kim")
    monkeypatch.setenv("GITHUB_WORKSPACE", str(course.root))
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "summary.md"))

    def go(*options: str) -> Result:
        return CliRunner().invoke(command, options)

    return go


def withhold_solutions(course: Course) -> None:
    (course.root / "solutions").rename(course.root.parent / "withheld")


def test_with_solutions_the_hidden_checks_run_and_it_is_said(run, unit: Unit, tmp_path: Path) -> None:
    hand_in(unit, REFERENCE + WRONG["times_ignored"])
    result = run()
    assert result.exit_code == 0
    assert "Graded with hidden checks" in result.output
    assert "::notice title=Autograding complete::Points 4/5\n" in result.output
    assert '::notice title=Autograding report::{"totalPoints": 4.0, "maxPoints": 5.0}\n' in result.output
    summary = (tmp_path / "summary.md").read_text()
    assert "You double once, whatever" in summary
    assert "| double | 2/3 |" in summary


def test_without_solutions_the_public_checks_run_isolated_and_it_is_said(run, course: Course) -> None:
    withhold_solutions(course)
    hand_in(course.units[0], REFERENCE + HELPER)
    result = run()
    assert "Graded with public checks" in result.output
    assert "limits" in result.output
    assert "ZeroDivisionError" in result.output
    assert "Points 2/5" in result.output


def test_public_checks_point_at_the_line_that_raised(run, course: Course) -> None:
    withhold_solutions(course)
    path = hand_in(course.units[0], REFERENCE + HELPER)
    line = path.read_text().splitlines().index("    return 1 / 0") + 1
    assert f"file=assignments/01_scaling/scaling.py,line={line}::Twice 1.5 is 3." in run().output


def test_hidden_checks_point_at_the_definition_that_counts(run, unit: Unit) -> None:
    path = hand_in(unit, REFERENCE + HELPER)
    line = path.read_text().splitlines().index("def double(x, times=1):") + 1
    found = re.findall(r"^::error .*", run().output, re.MULTILINE)
    message = "Every entry is doubled. (raised an error)%0A`times` doubles again. (raised an error)"
    place = f"file=assignments/01_scaling/scaling.py,line={line}"
    assert found == [f"::error title=01_scaling%3A double,{place}::{message}"]


def test_a_hint_is_told_once_however_many_checks_it_explains(run, unit: Unit, tmp_path: Path) -> None:
    hand_in(unit, REFERENCE + WRONG["tripled"])
    found = re.findall(r"^::error .*", run().output, re.MULTILINE)
    assert [one.count("Hint: You multiply by three") for one in found] == [1]
    assert (tmp_path / "summary.md").read_text().count("You multiply by three") == 1


def test_a_notebook_is_pointed_at_by_the_line_of_its_file(run, unit: Unit) -> None:
    write(unit.notebook, as_notebook("import numpy as np", REFERENCE + HELPER))
    found = re.search(r"file=assignments/01_scaling/scaling.ipynb,line=(\d+)::Every", run().output)
    assert '"def double(x, times=1):' in unit.notebook.read_text().splitlines()[int(found[1]) - 1]


def test_a_syntax_error_is_pointed_at_once(run, unit: Unit) -> None:
    hand_in(unit, REFERENCE + "\ndef f(:\n")
    found = re.findall(r"^::error .*", run().output, re.MULTILINE)
    assert len(found) == 1
    assert f"line={len(unit.stub.read_text().splitlines())}::SyntaxError" in found[0]


def test_an_untouched_stub_is_no_error(run, unit: Unit) -> None:
    hand_in(unit, STUB)
    result = run()
    assert (result.exit_code, "::error" in result.output) == (0, False)
    assert "Points 0/5" in result.output


@pytest.mark.parametrize(("percent", "code"), [("80", 0), ("80.1", 1)])
def test_fail_under_decides_the_exit_code(run, unit: Unit, percent: str, code: int) -> None:
    hand_in(unit, REFERENCE + WRONG["times_ignored"])
    assert run("--fail-under", percent).exit_code == code


def test_a_named_unit_that_is_not_there_gets_no_points(run) -> None:
    result = run("--unit", "scaling", "--fail-under", "1")
    assert result.exit_code == 1
    assert "There is no scaling.py and no scaling.ipynb to grade." in result.output


def test_nothing_to_grade_is_not_full_marks(run) -> None:
    assert run().exit_code == 0
    assert run("--fail-under", "1").exit_code == 1


def test_a_check_that_cannot_be_judged_is_neither_pass_nor_fail(run, unit: Unit) -> None:
    hand_in(unit, REFERENCE)
    unit.hidden_checks.write_text(unit.hidden_checks.read_text().replace("counter.add(2)", "undefined_name"))
    assert run("--fail-under", "10").exit_code == 3


def test_the_file_with_more_written_is_graded(run, unit: Unit) -> None:
    hand_in(unit, STUB)
    write(unit.notebook, as_notebook(REFERENCE))
    result = run()
    assert "Points 5/5" in result.output
    assert "scaling.ipynb was graded, not scaling.py" in result.output
    hand_in(unit, REFERENCE)
    write(unit.notebook, as_notebook(STUB))
    assert "Points 5/5" in run().output


def test_an_unreadable_notebook_does_not_win_over_a_stub(unit: Unit) -> None:
    hand_in(unit, STUB)
    write(unit.notebook, "{")
    assert ci.find_work(unit.public_dir, unit, "kim").path == unit.stub


def test_a_submission_elsewhere_is_graded_by_this_course(run, unit: Unit, tmp_path: Path) -> None:
    checkout = tmp_path / "checkout"
    write(checkout / "assignments" / "01_scaling" / "scaling.py", REFERENCE)
    write(checkout / "assignments" / "01_scaling" / "test_scaling.py", "raise SystemExit")
    result = run("--work", str(checkout))
    assert "Points 5/5" in result.output


def test_no_line_that_a_submission_prints_is_taken_for_a_command(run, course: Course) -> None:
    withhold_solutions(course)
    hand_in(course.units[0], REFERENCE + INJECTION)
    lines = run().output.splitlines()
    token = next(line.removeprefix("::stop-commands::") for line in lines if line.startswith("::stop-commands::"))
    start, end = lines.index(f"::stop-commands::{token}"), lines.index(f"::{token}::")
    forged = [n for n, line in enumerate(lines) if line.strip() == "::notice title=Autograding complete::Points 5/5"]
    assert forged, "the submission did print"
    assert all(start < n < end for n in forged)
    assert "::notice title=Autograding complete::Points 2/5" in lines[end:]


def test_outside_github_there_are_no_commands(run, unit: Unit, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY"):
        monkeypatch.delenv(name)
    hand_in(unit, REFERENCE + HELPER)
    assert not re.search(r"^::", run().output, re.MULTILINE)


# Canaries: each stands for something hidden that has its own way out
CANARIES = {
    "in the reference": "canary_reference",
    "in the hidden checks": "canary_source",
    "a message of a check": "canary_message",
    "printed by a check": "canary_printed",
    "an expected value": "31337.125",
    "the name of a known mistake": "canary_mistake",
}


def plant(unit: Unit) -> None:
    write(unit.reference, f"# canary_reference\n{REFERENCE}")
    checks = unit.hidden_checks.read_text().replace("rng.normal(size=(2, 3))", "np.array([31337.125])")
    checks = checks.replace(
        "    counter = student.Counter(3)\n", "    print('canary_printed')\n    counter = student.Counter(3)\n"
    )
    checks = checks.replace("assert_equal(counter.value, 5)", "assert counter.value == 5, 'canary_message'")
    unit.hidden_checks.write_text(f"# canary_source\n{checks}")
    mistakes = unit.solution_dir / "submissions" / "wrong"
    (mistakes / "tripled.py").rename(mistakes / "canary_mistake.py")


def outputs(result: Result, folder: Path) -> str:
    files = [path.read_text(encoding="utf-8") for path in sorted(folder.iterdir()) if path.is_file()]
    return "\n".join([result.output, *files])


@pytest.mark.parametrize(
    "submitted",
    [
        REFERENCE + SPY,
        REFERENCE + WRONG["tripled"],
        REFERENCE + WRONG["starts_at_zero"],
        REFERENCE.replace("self.value += n", "self.value, n = n + self.value, 0").replace(
            "return self.value", "return 5"
        ),
        "raise SystemExit",
    ],
    ids=["spy", "known mistake", "other mistake", "wrong value", "exits"],
)
def test_nothing_hidden_is_in_any_output(run, unit: Unit, tmp_path: Path, submitted: str, capfd) -> None:
    plant(unit)
    hand_in(unit, submitted)
    out = tmp_path / "out"
    out.mkdir()
    result = run("--junit", str(out / "junit.xml"), "--json", str(out / "report.json"))
    (out / "summary.md").write_bytes((tmp_path / "summary.md").read_bytes())
    (out / "inherited.txt").write_text("".join(capfd.readouterr()))
    said = outputs(result, out)
    assert "Points" in said
    assert {what for what, canary in CANARIES.items() if canary in said} == set()


@pytest.mark.parametrize(
    "broken", ["canary_source(", "import canary_source", "print('canary_source'); 1 / 0", "assert 'canary_source' == 1"]
)
def test_hidden_checks_that_are_broken_say_nothing_of_themselves(run, unit: Unit, broken: str, capfd) -> None:
    hand_in(unit, REFERENCE)
    unit.hidden_checks.write_text(f"{unit.hidden_checks.read_text()}\n{broken}\n")
    result = run()
    assert result.exit_code == 3
    assert "could not be" in result.output
    assert "canary" not in result.output + "".join(capfd.readouterr())


def test_what_checks_print_past_every_capture_is_dropped(run, unit: Unit, capfd) -> None:
    hand_in(unit, REFERENCE)
    late = "\nimport atexit\n\natexit.register(print, 'canary_late', flush=True)\n"
    unit.hidden_checks.write_text(unit.hidden_checks.read_text() + late)
    unit.public_checks.write_text(unit.public_checks.read_text() + late)
    run("--public")
    assert "canary_late" in capfd.readouterr().err, "public checks may print"
    run()
    assert "canary_late" not in "".join(capfd.readouterr())


def test_the_canaries_would_be_found(unit: Unit) -> None:
    """The instructor's report holds them: the search above can fail."""
    from autograder.grading import Grader
    from autograder.submission import from_source

    plant(unit)
    with Grader(unit) as grader:
        spied, tripled = list(
            grader.grade([from_source(REFERENCE + more, unit, "x") for more in (SPY, WRONG["tripled"])])
        )
    assert "31337.125" in json.dumps(spied.to_dict()) + json.dumps(tripled.to_dict())
    assert "canary_mistake" in json.dumps(spied.to_dict()) + json.dumps(tripled.to_dict())


def test_a_long_summary_is_cut_between_submissions() -> None:
    long = CheckResult("c", "f", "d", Verdict.FAILED, 0.0, 1.0, "x" * ci.MAX_SUMMARY)
    text = ci.summary([Report("kim", f"{unit:03}_long", (long,), public=True) for unit in range(100)])
    assert text.endswith(ci.TOO_LONG)
    assert "099\\_long" in text
    assert len(text.encode()) <= ci.MAX_SUMMARY


def test_commands_are_escaped_as_the_runner_reads_them() -> None:
    assert ci._command("error", "50% of\na:b,c\r", {"title": "a:b,c\n%"}) == (
        "::error title=a%3Ab%2Cc%0A%25::50%25 of%0Aa:b,c%0D"
    )
