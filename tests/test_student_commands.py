"""What a student types: nothing that is there is replaced, and whatever is wrong is said in a line."""

from __future__ import annotations

import datetime as dt
import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from zipfile import ZipFile

import pytest
from click.testing import CliRunner, Result

from autograder import language, release, steps, watch
from autograder.cli import root
from autograder.course import Course, Unit, load_course
from autograder.failure import AutograderError, CourseError
from autograder.submission import collect

DOUBLE = "import numpy as np\n\n\ndef double(x, times=1):\n    return np.asarray(x) * 2.0**times\n"
STEPS = """
[double]
steps = ["Think of powers.", "Which power of two?"]
steps_ko = ["거듭제곱을 생각하세요.", "2의 몇 제곱인가요?"]
[Counter]
steps = ["Keep the start."]
"""


@pytest.fixture
def desk(course: Course, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A student's empty folder beside the course."""
    release.write(course.units[0])
    (course.units[0].steps).write_text(STEPS, encoding="utf-8")
    folder = tmp_path / "desk"
    folder.mkdir()
    monkeypatch.chdir(folder)
    monkeypatch.setenv("AUTOGRADER_COURSE", str(course.root))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("LANGUAGE", "en")
    monkeypatch.setattr(language._Chosen, "name", "en")
    monkeypatch.setattr(language._Chosen, "catalogue", language._Chosen.catalogue)
    return folder


def typed(*words: str) -> Result:
    return CliRunner().invoke(root, words)


def said(*words: str) -> str:
    result = typed(*words)
    assert not result.exception or isinstance(result.exception, SystemExit), result.exception
    return result.output


def refused(*words: str) -> str:
    result = typed(*words)
    assert isinstance(result.exception, AutograderError), result.output
    return str(result.exception)


def test_start_brings_stub_and_notebook_and_never_replaces_them(desk: Path, unit: Unit) -> None:
    assert "wrote scaling.py" in said("start", "scaling")
    assert (desk / "scaling.py").read_bytes() == unit.stub.read_bytes()
    assert (desk / "scaling.ipynb").read_bytes() == unit.notebook.read_bytes()
    (desk / "scaling.py").write_text("mine")
    (desk / "scaling.ipynb").unlink()
    again = said("start", "scaling")
    assert "scaling.py is there already; it stays as it is." in again
    assert "wrote scaling.ipynb" in again
    assert (desk / "scaling.py").read_text() == "mine"


def test_start_gives_nobodys_answers_away_as_a_stub(desk: Path, unit: Unit) -> None:
    unit.stub.write_text(DOUBLE)
    assert f"{unit.stub} holds answers already: go on there." in said("start", "scaling")
    assert not (desk / "scaling.py").exists()


def test_start_without_a_stub_says_so(desk: Path, unit: Unit) -> None:
    unit.stub.unlink()
    unit.notebook.unlink()
    assert "holds no stub of 01_scaling" in refused("start", "scaling")


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="needs a user whom permissions bind")
def test_a_folder_that_cannot_be_written_to_is_named(desk: Path) -> None:
    desk.chmod(0o555)
    assert "cannot be written: Permission denied" in refused("start", "scaling")


def test_a_file_in_the_way_of_a_folder_is_named(desk: Path, unit: Unit) -> None:
    from autograder.files import write_new

    with pytest.raises(AutograderError, match="cannot be written"):
        write_new(desk / "missing" / "file", b"")


def test_check_finds_the_unit_by_the_files_and_takes_the_one_with_answers(desk: Path, unit: Unit) -> None:
    said("start", "scaling")
    (desk / "scaling.py").write_text(DOUBLE)
    later = time.time() + 60
    os.utime(desk / "scaling.ipynb", (later, later))  # opened in Jupyter, which saves by itself
    assert said("check").startswith("Checking scaling.py. ")


def test_two_files_with_answers_are_both_named(desk: Path) -> None:
    said("start", "scaling")
    notebook = json.loads((desk / "scaling.ipynb").read_text(encoding="utf-8"))
    (cell,) = [cell for cell in notebook["cells"] if cell["id"] == "solution-double"]
    cell["source"] = [DOUBLE]
    (desk / "scaling.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    (desk / "scaling.py").write_text(DOUBLE)
    os.utime(desk / "scaling.py", (0, 0))
    text = " ".join(said("check").split())
    assert "Checking scaling.ipynb, as it was saved at" in text
    assert "scaling.py holds answers too; it was saved earlier." in text


def test_an_unclear_unit_is_asked_for(desk: Path) -> None:
    assert "holds no file of a unit. Name it: `autograder check UNIT`" in refused("check")
    assert "autograder submit UNIT" in refused("submit")


def test_a_missing_file_is_asked_for(desk: Path, unit: Unit) -> None:
    unit.stub.unlink()
    unit.notebook.unlink()
    text = refused("check", "scaling")
    assert "There is no scaling.py and no scaling.ipynb" in text
    assert "`autograder start 01_scaling` brings them" in text


def test_a_renamed_function_is_recognised(desk: Path) -> None:
    (desk / "scaling.py").write_text(DOUBLE.replace("double", "doubled"))
    text = " ".join(said("check", "scaling", "double").split())
    assert "`double` is not defined in the submission. It defines `doubled`: the name must be the stub's." in text


def test_a_file_that_lacks_an_exercise_is_told_how_to_get_it(desk: Path) -> None:
    (desk / "scaling.py").write_text(DOUBLE)
    text = " ".join(said("check", "scaling").split())
    assert "It has no Counter: renamed, deleted, or newer than the file. `autograder start 01_scaling`" in text
    (desk / "scaling.py").write_text(DOUBLE + "class Counter:\n    pass\n")
    assert "It has no" not in said("check", "scaling")


def test_a_units_number_is_enough(desk: Path) -> None:
    assert "wrote scaling.py" in said("start", "1")


def test_hint_without_an_exercise_names_them(desk: Path) -> None:
    assert "Which exercise? 01_scaling has double, Counter." in refused("hint", "scaling")


def test_a_syntax_error_is_told_once(desk: Path) -> None:
    (desk / "scaling.py").write_text(DOUBLE + "def x(:\n")
    text = said("check", "scaling")
    assert text.count("SyntaxError") == 1
    assert "line 6" in text
    assert "is not defined" not in text


def test_what_the_submission_prints_is_shown_below_the_check(desk: Path) -> None:
    (desk / "scaling.py").write_text(DOUBLE.replace("    return", "    print('shape', x.shape)\n    return 3 *"))
    assert "      It printed:\n      shape (1,)\n" in said("check", "scaling", "double")


def test_list_counts_what_is_written_here(desk: Path, course: Course) -> None:
    said("start", "scaling")
    assert "0/2" in said("list")
    (desk / "scaling.py").write_text(DOUBLE)
    assert "[#####     ]  1/2 " in said("list")
    assert "1 of 2 exercises written; 5 points in all." in said("list")


@pytest.mark.parametrize(("days", "words"), [(3, "in 3 days"), (1, "in 1 day)"), (-1, "past")])
def test_list_says_when_work_is_due(desk: Path, course: Course, days: int, words: str) -> None:
    due = dt.date.today() + dt.timedelta(days)
    path = course.root / "assignments" / "course.toml"
    path.write_text(path.read_text().replace('module = "scaling"', f'module = "scaling"\ndue = {due}'))
    assert f"due {due} ({words}" in said("list")


def test_submit_packs_the_work_and_says_what_the_checks_gave(desk: Path, unit: Unit) -> None:
    (desk / "scaling.py").write_text(DOUBLE)
    text = said("submit", "scaling")
    assert "scaling.zip holds scaling.py and manifest.json." in text
    assert "Exercises written: 1 of 2. Public checks passed: 1 of 2, 3/5 points." in text
    with ZipFile(desk / "scaling.zip") as archive:
        assert archive.read("scaling.py").decode() == DOUBLE
        manifest = json.loads(archive.read("manifest.json"))
    assert manifest["files"]["scaling.py"]["bytes"] == len(DOUBLE)
    assert manifest["public_checks"] == {"passed": 1, "all": 2, "points": 3.0, "max_points": 5.0}
    (submission,) = collect((desk / "scaling.zip",), unit)
    assert submission.cells[0].source == DOUBLE


def test_the_same_work_is_the_same_zip_and_other_work_never_replaces_it(desk: Path) -> None:
    (desk / "scaling.py").write_text(DOUBLE)
    said("submit", "scaling")
    first = (desk / "scaling.zip").read_bytes()
    said("submit", "scaling")
    assert sorted(path.name for path in desk.iterdir()) == ["scaling.py", "scaling.zip"]
    (desk / "scaling.py").write_text(DOUBLE + "\n")
    assert "scaling-2.zip holds scaling.py" in said("submit", "scaling")
    assert (desk / "scaling.zip").read_bytes() == first


def test_hints_come_one_more_at_each_call(desk: Path) -> None:
    first, second, third = (said("hint", "scaling", "double") for _ in range(3))
    assert "1. Think of powers." in first
    assert "Which power" not in first
    assert "The same command shows one more." in first
    assert "1. Think of powers.\n2. Which power of two?" in second
    assert "That was the last one." in second
    assert third == second
    assert "Keep the start" in said("hint", "scaling", "Counter")


def test_hints_speak_korean_where_there_are_korean_ones(desk: Path) -> None:
    assert "거듭제곱을 생각하세요." in said("hint", "scaling", "double", "--lang", "ko")
    assert "Keep the start." in said("hint", "scaling", "Counter", "--lang", "ko")


def test_hints_need_no_memory(desk: Path, tmp_path: Path) -> None:
    (tmp_path / "state").write_text("a file in the way")
    assert "Think of powers." in said("hint", "scaling", "double")


def test_an_exercise_without_hints_or_that_there_is_not_is_told(desk: Path, unit: Unit) -> None:
    assert "has no exercise 'doubles'. Its exercises: double, Counter." in refused("hint", "scaling", "doubles")
    unit.steps.unlink()
    assert "There are no hints for double." in refused("hint", "scaling", "double")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("[double", "cannot be read"),
        ("[triple]\nsteps = ['a']", "is no exercise"),
        ("[double]\nsteps = []", "has no steps"),
        ("[double]\nsteps = [1]", "must be a list of texts"),
        ("[double]\nsteps = ['a']\nstep_ko = ['b']", "unknown key 'step_ko'"),
        ("[double]\nsteps = ['a']\nsteps_ko = ['b', 'c']", "as many steps_ko as steps"),
        ("[double]\nsteps = ['a']", "no steps for Counter"),
    ],
)
def test_broken_steps_are_the_authors_mistake(unit: Unit, text: str, problem: str) -> None:
    unit.steps.write_text(text)
    (found,) = steps.problems(unit)
    assert problem in found
    if "no steps for" not in problem:
        with pytest.raises(CourseError, match=r"hints\.toml"):
            steps.read_steps(unit)


ROOT = Path(release.__file__).parent.parent


@pytest.mark.parametrize("unit", load_course(ROOT / "assignments" / "course.toml").units, ids=lambda unit: unit.id)
def test_every_exercise_of_the_course_has_steps_in_both_languages(unit: Unit) -> None:
    assert list(steps.problems(unit)) == []
    assert all(len(table["steps"]) == len(table["steps_ko"]) >= 2 for table in steps.read_steps(unit).values())


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs processes that fork")
def test_watch_runs_again_after_a_save_and_ends_a_run_that_hangs(tmp_path: Path) -> None:
    path, log = tmp_path / "work.py", tmp_path / "log"
    path.write_text("0")
    script = (
        "import sys, time\nfrom pathlib import Path\nfrom autograder.watch import watch\n"
        "path, log = map(Path, sys.argv[1:])\n"
        "def run():\n"
        "    text = path.read_text()\n"
        "    with log.open('a') as stream: stream.write(text + '\\n')\n"
        "    if text == 'hang': time.sleep(1000)\n"
        "    if text == 'break': raise ValueError('broken')\n"
        "try:\n    watch([path], run)\nexcept KeyboardInterrupt:\n    print('ended', flush=True)\n"
    )
    child = subprocess.Popen(
        [sys.executable, "-c", script, str(path), str(log)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )

    def wait_for(lines: int) -> float:
        started = time.monotonic()
        while not log.exists() or len(log.read_text().splitlines()) < lines:
            assert time.monotonic() - started < 30
            time.sleep(0.01)
        return time.monotonic() - started

    wait_for(1)
    for number, text in enumerate(("hang", "break", "end"), 2):
        path.write_text(text)
        assert wait_for(number) < 5  # half a second on an idle machine
    child.send_signal(2)
    output, errors = child.communicate(timeout=30)
    assert log.read_text().split() == ["0", "hang", "break", "end"]
    assert output == "ended\n"
    assert "ValueError: broken" in errors


def test_a_file_that_is_replaced_or_gone_has_another_stamp(tmp_path: Path) -> None:
    path = tmp_path / "work.py"
    assert watch.stamps([path]) == (None,)
    path.write_text("a")
    before = watch.stamps([path])
    shutil.copy(path, tmp_path / "other")
    os.utime(tmp_path / "other", ns=(1, 1))
    (tmp_path / "other").replace(path)
    assert watch.stamps([path]) != before


def test_watching_shows_each_run_and_survives_a_syntax_error(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (desk / "scaling.py").write_text(DOUBLE)

    def twice(paths: list[Path], run: object) -> None:
        run()  # type: ignore[operator]
        (desk / "scaling.py").write_text("def x(:")
        run()  # type: ignore[operator]
        raise KeyboardInterrupt

    monkeypatch.setattr("autograder.watch.watch", twice)
    text = said("check", "scaling", "double", "--watch")
    assert "1 of 1 public checks passed" in text
    assert "SyntaxError" in text
    assert text.endswith("No longer watching.\n")


def test_a_debugger_talks_to_the_terminal_and_prints_are_still_shown(desk: Path) -> None:
    (desk / "scaling.py").write_text(
        "def double(x, times=1):\n    print('here')\n    breakpoint()\n    return x * 3.0\n"
    )
    done = subprocess.run(
        [sys.executable, "-m", "autograder", "check", "scaling", "double"],
        cwd=desk,
        input="p x.size + 41\nc\n",
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "(Pdb) 42\n" in done.stdout
    assert "      It printed:\n      here\n" in done.stdout, done.stderr
