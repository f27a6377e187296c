"""The workflow for GitHub and the template for GitLab, run step by step as a runner would run them.

Simulated: the actions (check-out, Python, upload) by what they leave behind, the expressions by a table, the network
by packages that are installed already. Steps that this runner doesn't know fail the test; none is skipped in silence.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import yaml

from autograder.course import Course
from tests import environments
from tests.conftest import REFERENCE, WRONG, write, write_small_course

ROOT = Path(__file__).parents[1]
WORKFLOW = yaml.load((ROOT / ".github" / "workflows" / "autograde.yml").read_text(), yaml.BaseLoader)
GITLAB = yaml.load((ROOT / "ci" / "gitlab.yml").read_text(), yaml.BaseLoader)
KIT = ("autograder", "pyproject.toml", "constraints.txt", "README.md")
EXPRESSION = re.compile(r"\$\{\{\s*(.*?)\s*\}\}")


@pytest.fixture(scope="module")
def python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return environments.make(tmp_path_factory.mktemp("runner") / "python")


@pytest.fixture
def workspace(tmp_path: Path) -> Course:
    """A clean copy of the course's repository: the kit and a course."""
    course = write_small_course(tmp_path / "workspace")
    for name in KIT:
        source, target = ROOT / name, course.root / name
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, target)
    return course


@dataclass
class Runner:
    """Runs a job's steps in a folder."""

    folder: Path
    python: Path
    inputs: dict[str, str]
    repositories: dict[str, Path] = field(default_factory=dict)
    log: list[str] = field(default_factory=list)
    uploaded: dict[str, str] = field(default_factory=dict)
    failed: bool = False

    def run(self, workflow: dict) -> None:
        declared = workflow["on"]["workflow_call"]["inputs"]
        assert set(self.inputs) <= set(declared)
        self.inputs = {name: one["default"] for name, one in declared.items()} | self.inputs
        for step in workflow["jobs"]["autograde"]["steps"]:
            assert set(step) <= {"name", "if", "uses", "with", "run", "shell", "env"}, step
            condition = self.value(step.get("if", "")) or ("false" if self.failed else "true")
            if condition == "false":
                self.log.append(f"not run: {step['name']}")
            elif "uses" in step:
                getattr(self, step["uses"].partition("@")[0].split("/")[1].replace("-", "_"))(step.get("with", {}))
            else:
                self.execute(step)

    def value(self, text: str) -> str:
        return EXPRESSION.sub(lambda found: self.evaluate(found[1]), text)

    def evaluate(self, expression: str) -> str:
        compared = re.fullmatch(r"inputs\.([\w-]+) != ''", expression)
        if compared:
            return str(bool(self.inputs[compared[1]]) and not self.failed).lower()
        given = re.fullmatch(r"inputs\.([\w-]+)", expression)
        known = {"always()": "true", "vars.PIP_EXTRA_INDEX_URL": "", "secrets.submission-token || github.token": "t"}
        return self.inputs[given[1]] if given else known[expression]

    def execute(self, step: dict) -> None:
        assert step["shell"] == "bash"
        assert not EXPRESSION.search(step["run"]), "an expression in a script lets its value run"
        variables = environments.variables(
            GITHUB_ACTIONS="true",
            GITHUB_REPOSITORY="class/course",
            GITHUB_WORKSPACE=str(self.folder),
            GITHUB_STEP_SUMMARY=str(self.folder.parent / "summary.md"),
        )
        variables["PATH"] = f"{self.python.parent}:{variables['PATH']}"
        variables |= {name: self.value(text) for name, text in step.get("env", {}).items()}
        bash = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]]
        done = subprocess.run(
            bash, cwd=self.folder, env=variables, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        self.log.append(done.stdout)
        self.failed |= done.returncode != 0

    def checkout(self, options: dict) -> None:
        if "repository" in options:
            shutil.copytree(self.repositories[self.value(options["repository"])], self.folder / options["path"])

    def setup_python(self, options: dict) -> None:
        assert self.value(options["python-version"]) == self.inputs["python"]

    def upload_artifact(self, options: dict) -> None:
        for name in options["path"].split():
            self.uploaded[name] = (self.folder / name).read_text()


def test_the_workflow_grades_a_student_s_repository(workspace: Course, python: Path) -> None:
    write(workspace.units[0].stub, REFERENCE + WRONG["times_ignored"])
    shutil.rmtree(workspace.root / "solutions")
    runner = Runner(workspace.root, python, {"units": "scaling", "fail-under": "60"})
    runner.run(WORKFLOW)
    log = "\n".join(runner.log)
    assert not runner.failed, log
    assert "Graded with public checks" in log
    assert "::notice title=Autograding complete::Points 5/5" in log
    assert set(runner.uploaded) == {"autograder-junit.xml", "autograder-report.json"}
    assert "not run: Check out the submission" in log


def test_the_workflow_grades_another_repository_with_hidden_checks(
    workspace: Course, python: Path, tmp_path: Path
) -> None:
    write(tmp_path / "lee" / "assignments" / "01_scaling" / "scaling.py", REFERENCE + WRONG["times_ignored"])
    runner = Runner(workspace.root, python, {"submission": "class/lee", "fail-under": "90"})
    runner.repositories["class/lee"] = tmp_path / "lee"
    runner.run(WORKFLOW)
    log = "\n".join(runner.log)
    assert runner.failed, "80 % are below 90 %"
    assert "Graded with hidden checks" in log
    assert "::notice title=Autograding complete::Points 4/5" in log
    assert "file=submission/assignments/01_scaling/scaling.py" in log
    assert "| double | 2/3 |" in (tmp_path / "summary.md").read_text()
    assert '"student": "lee"' in runner.uploaded["autograder-report.json"]


def test_the_template_for_gitlab_grades(workspace: Course, python: Path, tmp_path: Path) -> None:
    write(workspace.units[0].stub, REFERENCE + WRONG["tripled"])
    job = GITLAB["autograde"]
    assert set(job) == {"image", "variables", "before_script", "script", "artifacts"}
    variables = environments.variables(CI="true", CI_PROJECT_PATH="class/kim", **job["variables"])
    variables |= {"AUTOGRADER_UNITS": "01_scaling", "PATH": f"{python.parent}:{variables['PATH']}"}
    script = "set -eo pipefail\n" + "\n".join([*job["before_script"], *job["script"]])  # one shell, as GitLab has it
    done = subprocess.run(["bash", "-c", script], cwd=workspace.root, env=variables, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "kim" in (workspace.root / job["artifacts"]["reports"]["junit"]).read_text()
    assert "::" not in done.stdout
    assert "You multiply by three" in done.stdout
    for name in job["artifacts"]["paths"]:
        assert (workspace.root / name).is_file()
