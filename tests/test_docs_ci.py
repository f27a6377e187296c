"""docs/ci.md: each command runs as it stands, and the examples for GitHub give the workflow what it takes."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sysconfig
from pathlib import Path

import pytest
import yaml

from autograder.course import load_course

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8")
COMMANDS = [line for block in re.findall(r"```bash\n(.*?)```", PAGE, re.DOTALL) for line in block.splitlines()]
EXAMPLES = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
CANVAS = 'Student,ID,SIS Login ID,Batch normalisation (7)\n    Points Possible,,,20\n"Kim, Minjun",1,kim,\n'
MOODLE = "Identifier,Full name,Grade,Maximum grade\nParticipant 1,kim,,20.00\n"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course with one submission that is the reference, and the files that platforms exported."""
    folder = tmp_path_factory.mktemp("course")
    for name in ("assignments", "solutions"):
        shutil.copytree(ROOT / name, folder / name)
    unit = load_course(folder / "assignments" / "course.toml").unit("batchnorm")
    shutil.copy(unit.reference, unit.stub)
    for place in (folder / "handed-in" / "kim.py", folder / "kim" / unit.file_name):
        place.parent.mkdir()
        shutil.copy(unit.reference, place)
    for other in (folder / "assignments").iterdir():
        if other.is_dir() and other != unit.public_dir:
            shutil.rmtree(other)  # the first command grades all that is there
    (folder / "canvas-export.csv").write_text(CANVAS)
    (folder / "moodle-export.csv").write_text(MOODLE)
    return folder


def test_the_page_has_commands_of_every_kind() -> None:
    assert {line.split()[1] for line in COMMANDS} == {"ci", "gradescope", "prairielearn", "grade", "report"}


def run(line: str, folder: Path) -> None:
    variables = os.environ | {"PATH": f"{sysconfig.get_path('scripts')}:{os.environ['PATH']}"}
    done = subprocess.run(["bash", "-c", line], cwd=folder, env=variables, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("line", [line for line in COMMANDS if "--fill" not in line])
def test_each_command_runs_as_it_stands(line: str, folder: Path) -> None:
    if line.startswith("autograder report "):
        run(next(other for other in COMMANDS if "--out report " in other), folder)
    run(line, folder)
    if " --out " in line:
        assert (folder / re.search(r" --out (\S+)", line)[1]).exists()


def test_the_commands_for_gradebooks_fill_them(folder: Path) -> None:
    for line in COMMANDS:
        if "--fill" in line:
            run(line, folder)
    assert (folder / "canvas-import.csv").read_text() == CANVAS.replace("kim,\n", "kim,20\n")
    assert (folder / "moodle-import.csv").read_text() == MOODLE.replace("kim,,20.00", "kim,20,20.00")


@pytest.mark.parametrize("example", EXAMPLES)
def test_each_example_gives_the_workflow_what_it_takes(example: str) -> None:
    called = yaml.load((ROOT / ".github" / "workflows" / "autograde.yml").read_text(), yaml.BaseLoader)
    declared = called["on"]["workflow_call"]
    for job in yaml.load(example, yaml.BaseLoader)["jobs"].values():
        assert job["uses"].partition("@")[0].endswith(".github/workflows/autograde.yml")
        assert set(job.get("with", {})) <= set(declared["inputs"])
        assert set(job.get("secrets", {})) <= set(declared["secrets"])
