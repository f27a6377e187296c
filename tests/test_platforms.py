"""Gradescope and PrairieLearn: what is packed for them, unpacked and run as they do it, in an environment of its own.

Simulated: the container (a folder stands for its root), and the download of packages (they are linked, see
`environments`). torch and nbgrader are missing there: a NumPy unit must do without.
"""

from __future__ import annotations

import json
import shutil
import stat
import subprocess
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner

from autograder import bundle, gradescope, prairielearn
from autograder.commands import gradescope as gradescope_command
from autograder.commands import prairielearn as prairielearn_command
from autograder.course import Course, load_course
from autograder.failure import CourseError, GraderError
from autograder.results import Verdict
from tests import environments
from tests.conftest import REFERENCE, WRONG, write, write_small_course
from tests.reports import samples

SPY = "\n\ndef double(x, times=1):\n    print(x)\n    raise ValueError(repr(x))\n"
MISTAKE = REFERENCE + WRONG["times_ignored"]


def run(script: Path, cwd: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [script], cwd=cwd, env=environments.variables(**variables), capture_output=True, text=True
    )  # fmt: skip


def unzip(path: Path, folder: Path) -> None:
    """Extract an archive with its permissions, as `unzip` does."""
    with zipfile.ZipFile(path) as archive:
        for info in archive.infolist():
            Path(archive.extract(info, folder)).chmod(info.external_attr >> 16 & 0o777)


class Gradescope:
    """A container of Gradescope's: the archive unpacked into source/, setup.sh run, run_autograder copied."""

    def __init__(self, folder: Path) -> None:
        self.root, self.home = folder / "autograder", folder / "home"
        course = write_small_course(folder / "course")
        checks = course.units[0].hidden_checks
        checks.write_text(
            "# canary_source\n" + checks.read_text().replace("rng.normal(size=(2, 3))", "np.array([31337.125])")
        )
        with pytest.MonkeyPatch.context() as patch:
            patch.chdir(course.root)
            options = [str(folder / "out.zip"), "--unit", "scaling", "--hidden-checks", "after_due_date"]
            done = CliRunner().invoke(gradescope_command.command, options)
        assert done.exit_code == 0, done.output
        shutil.rmtree(course.root)  # the archive is all that there is
        unzip(folder / "out.zip", self.root / "source")
        environments.make(self.home, without=("torch", "nbgrader"))
        self.setup = run(self.root / "source" / "setup.sh", self.root, AUTOGRADER_HOME=str(self.home))
        shutil.copy(self.root / "source" / "run_autograder", self.root / "run_autograder")

    def grade(self, files: dict[str, str]) -> dict:
        shutil.rmtree(self.root / "submission", ignore_errors=True)
        for name, source in files.items():
            write(self.root / "submission" / name, source)
        (self.root / "results").mkdir(exist_ok=True)
        metadata = {"id": 1, "users": [{"email": "kim@example.edu", "id": 7, "name": "김민준"}]}
        write(self.root / "submission_metadata.json", json.dumps(metadata))
        variables = {"AUTOGRADER_ROOT": str(self.root), "AUTOGRADER_HOME": str(self.home)}
        self.done = run(self.root / "run_autograder", self.root, **variables)
        assert self.done.returncode == 0, self.done.stderr
        return json.loads((self.root / "results" / "results.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def platform(tmp_path_factory: pytest.TempPathFactory) -> Gradescope:
    return Gradescope(tmp_path_factory.mktemp("gradescope"))


def test_setup_installs_the_kit_and_locks_the_source(platform: Gradescope) -> None:
    assert platform.setup.returncode == 0, platform.setup.stderr
    where = [platform.home / "bin" / "python", "-c", "import autograder; print(autograder.__file__)"]
    done = subprocess.run(where, capture_output=True, text=True, check=True, cwd="/", env=environments.variables())
    assert str(platform.home) in done.stdout
    assert not stat.S_IMODE((platform.root / "source" / "course").stat().st_mode) & 0o077


def test_gradescope_gets_points_hints_and_a_visibility_for_each_check(platform: Gradescope) -> None:
    found = platform.grade({"scaling.py": MISTAKE})
    assert found["score"] == 4.0
    assert found["stdout_visibility"] == "hidden"
    assert [(test["visibility"], test["status"], test.get("score")) for test in found["tests"]] == [
        ("visible", "passed", None),
        ("visible", "passed", None),
        ("after_due_date", "passed", 2.0),
        ("after_due_date", "failed", 0.0),
        ("after_due_date", "passed", 2.0),
    ]
    assert "Hint: You double once" in found["tests"][3]["output"]
    assert sum(test.get("max_score", 0.0) for test in found["tests"]) == 5.0


def test_results_have_gradescope_s_keys_and_types(platform: Gradescope) -> None:
    found = platform.grade({"scaling.py": REFERENCE})
    kinds = {
        "score": (int, float), "execution_time": (int, float), "output": str, "output_format": str,
        "test_output_format": str, "test_name_format": str, "stdout_visibility": str, "tests": list,
    }  # fmt: skip
    of_tests = {
        "score": (int, float), "max_score": (int, float), "name": str, "status": str, "output": str,
        "visibility": str, "extra_data": dict,
    }  # fmt: skip
    for keys, objects in ((kinds, [found]), (of_tests, found["tests"])):
        for one in objects:
            assert all(isinstance(value, keys[key]) for key, value in one.items())
    assert {test["visibility"] for test in found["tests"]} <= set(gradescope.VISIBILITIES)
    assert {test["status"] for test in found["tests"]} == {"passed"}
    assert {found["output_format"], found["test_output_format"], found["test_name_format"]} == {"text"}


def test_gradescope_tells_students_nothing_hidden(platform: Gradescope) -> None:
    for source in (REFERENCE + SPY, REFERENCE + WRONG["tripled"], MISTAKE):
        said = json.dumps(platform.grade({"scaling.py": source})) + platform.done.stdout + platform.done.stderr
        assert not {"31337", "canary_source", "tripled", "times_ignored"} & {
            word for word in ("31337", "canary_source", "tripled", "times_ignored") if word in said
        }


def test_a_missing_file_and_a_broken_one_get_no_points_and_the_reason(platform: Gradescope) -> None:
    missing = platform.grade({"other.py": REFERENCE})
    assert (missing["score"], "There is no scaling.py" in missing["output"]) == (0.0, True)
    broken = platform.grade({"scaling.py": "def double(:\n"})
    assert (broken["score"], "SyntaxError" in broken["output"]) == (0.0, True)


def test_what_cannot_be_judged_leaves_no_results_at_all() -> None:
    broken = samples.everywhere("kim", Verdict.GRADER_ERROR, "KeyError")
    with pytest.raises(GraderError, match="could not be judged"):
        gradescope.results([], [broken], "visible")
    with pytest.raises(GraderError, match="could not be judged"):
        prairielearn.results(broken, None)


def test_results_of_an_earlier_run_do_not_stay_when_grading_fails(course: Course, tmp_path: Path) -> None:
    root = tmp_path / "autograder"
    write(root / "results" / "results.json", "{}")
    write(root / "source" / "settings.json", '{"hidden_checks": "visible"}')
    shutil.copytree(course.root, root / "source" / "course")
    write(root / "source" / "course" / "solutions" / "01_scaling" / "test_scaling.py", "1 / 0\n")
    write(root / "submission" / "scaling.py", REFERENCE)
    with pytest.raises(GraderError):
        gradescope.run(root)
    assert not (root / "results" / "results.json").exists()


def test_the_archive_holds_one_unit_and_no_other(course: Course, tmp_path: Path) -> None:
    write(course.root / "solutions" / "02_other" / "other.py", "secret = 1\n")
    write(course.units[0].solution_dir / "__pycache__" / "scaling.cpython-311.pyc", "cache")
    bundle.archive(tmp_path / "a.zip", gradescope.members(course, course.units, "hidden", "https://example.org/simple"))
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        names = archive.namelist()
        assert archive.getinfo("run_autograder").external_attr >> 16 & 0o111
        requirements = archive.read("requirements.txt").decode().splitlines()
    assert {"setup.sh", "run_autograder", "course/assignments/course.toml"} <= set(names)
    assert "course/solutions/01_scaling/test_scaling.py" in names
    assert not [name for name in names if "02_other" in name or "__pycache__" in name]
    assert requirements[0] == "--extra-index-url https://example.org/simple"
    assert {line.partition("==")[0] for line in requirements} >= {"numpy", "pytest", "msgpack"}
    assert not {line.partition("==")[0] for line in requirements} & {"torch", "nbgrader", "jupyter", "ruff"}


def test_the_same_course_makes_the_same_archive(course: Course, tmp_path: Path) -> None:
    for name in ("a.zip", "b.zip"):
        bundle.archive(tmp_path / name, gradescope.members(course, course.units, "visible", None))
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        assert {info.date_time for info in archive.infolist()} == {bundle.OLDEST}


def test_torch_is_required_where_a_unit_uses_it(course: Course) -> None:
    toml = course.root / "assignments" / "course.toml"
    toml.write_text(toml.read_text().replace('module = "scaling"', 'module = "scaling"\nbackend = "torch"'))
    assert "\ntorch==" in bundle.requirements(load_course(toml).units)


def test_a_unit_without_hidden_checks_is_refused(course: Course) -> None:
    course.units[0].hidden_checks.unlink()
    with pytest.raises(CourseError, match="nothing to grade with"):
        list(bundle.course_files(course, course.units))


@pytest.fixture(scope="module")
def question(tmp_path_factory: pytest.TempPathFactory, platform: Gradescope) -> Path:
    """A PrairieLearn course; its image is the environment that setup.sh made for Gradescope: the same kit."""
    folder = tmp_path_factory.mktemp("prairielearn")
    course = write_small_course(folder / "course")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(course.root)
        options = [str(folder / "pl"), "--image", "class/grader"]
        done = CliRunner().invoke(prairielearn_command.command, options)
    assert done.exit_code == 0, done.output
    shutil.rmtree(course.root)
    return folder / "pl"


def grade_question(question: Path, home: Path, root: Path, source: str) -> dict:
    """Lay out /grade as PrairieLearn does, and run the entrypoint that info.json names."""
    info = json.loads((question / "questions" / "01_scaling" / "info.json").read_text())["externalGradingOptions"]
    for name in info["serverFilesCourse"]:
        shutil.copytree(question / "serverFilesCourse" / name, root / "serverFilesCourse" / name)
    shutil.copytree(question / "questions" / "01_scaling" / "tests", root / "tests")
    write(root / "student" / "scaling.py", source)
    write(root / "data" / "data.json", json.dumps({"variant_seed": 42}))
    entrypoint = root / Path(info["entrypoint"]).relative_to("/grade")
    entrypoint.chmod(0o755)
    done = run(entrypoint, root, AUTOGRADER_ROOT=str(root), AUTOGRADER_HOME=str(home))
    assert done.returncode == 0, done.stderr
    return json.loads((root / "results" / "results.json").read_text(encoding="utf-8"))


def test_prairielearn_gets_a_share_and_a_test_for_each_check(
    question: Path, platform: Gradescope, tmp_path: Path
) -> None:
    found = grade_question(question, platform.home, tmp_path / "grade", MISTAKE)
    assert (found["gradable"], found["score"]) == (True, 0.8)
    assert [(test["points"], test["max_points"]) for test in found["tests"]] == [(2.0, 2.0), (0.0, 1.0), (2.0, 2.0)]
    assert "Hint: You double once" in found["tests"][1]["message"]


def test_prairielearn_shows_what_public_checks_found_and_nothing_hidden(
    question: Path, platform: Gradescope, tmp_path: Path
) -> None:
    found = grade_question(question, platform.home, tmp_path / "grade", REFERENCE + WRONG["tripled"])
    assert "Twice 1.5 is 3." in found["output"]
    assert "tripled" not in json.dumps(found)


def test_what_cannot_be_loaded_costs_no_attempt(question: Path, platform: Gradescope, tmp_path: Path) -> None:
    found = grade_question(question, platform.home, tmp_path / "grade", "def double(:\n")
    assert found["gradable"] is False
    assert "SyntaxError" in found["format_errors"][0]


def test_a_question_names_its_image_entrypoint_and_time(question: Path) -> None:
    info = json.loads((question / "questions" / "01_scaling" / "info.json").read_text())
    options = info["externalGradingOptions"]
    assert (options["image"], options["enabled"]) == ("class/grader", True)
    assert options["entrypoint"] == "/grade/serverFilesCourse/autograder/run.sh"
    assert 0 < options["timeout"] <= prairielearn.MAX_TIMEOUT_S
    assert {path.name for path in (question / "image").iterdir()} >= {"Dockerfile", "setup.sh", "requirements.txt"}
    copied = (question / "image" / "Dockerfile").read_text().partition("COPY ")[2].splitlines()[0].split()[:-1]
    assert all(list((question / "image").glob(name)) for name in copied)
    assert 'file-names="scaling.py"' in (question / "questions" / "01_scaling" / "question.html").read_text()


def test_a_question_keeps_its_id(course: Course) -> None:
    first, second = (
        [m.data for m in prairielearn.members(course, course.units, "i", None) if m.name.endswith("info.json")]
        for _ in range(2)
    )
    assert first == second
