"""The import rules that the trust boundary rests on, and the size of what students wait for."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import autograder

ROOT = Path(autograder.__file__).parent
WORKER = (
    "channel",
    "codec",
    "interpreter",
    "limits",
    "worker",
    "zygote",
)  # what layers import is found by following it


def imports(path: Path) -> set[str]:
    """All modules of ours that a file imports, wherever in it."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return {name for name in found if name.startswith("autograder")}


def modules_of_the_worker() -> set[Path]:
    reached, waiting = set(), [ROOT / "sandbox" / "zygote.py"]
    while waiting:
        path = waiting.pop()
        if path in reached:
            continue
        reached.add(path)
        for name in imports(path):
            target = ROOT.parent / (name.replace(".", "/") + ".py")
            if target.is_file():
                waiting.append(target)
    return reached


def test_what_the_worker_loads_imports_nothing_of_ours_outside_the_sandbox() -> None:
    reached = modules_of_the_worker()
    assert {f"{name}.py" for name in WORKER} <= {path.name for path in reached}
    assert {path.parent for path in reached} == {ROOT / "sandbox"}


def test_a_zygote_holds_nothing_of_checks_and_references() -> None:
    code = "import sys, autograder.sandbox.zygote; print(*(m for m in sys.modules if m.startswith('autograder')))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert all(name == "autograder" or name.startswith("autograder.sandbox") for name in loaded)
    assert "autograder.sandbox.client" not in loaded


@pytest.mark.parametrize("path", sorted((ROOT / "reports").glob("*.py")), ids=lambda path: path.name)
def test_reports_know_results_and_no_engine(path: Path) -> None:
    engine = {"grading", "judge", "examination", "session", "plugin", "checking", "benches", "diagnosis"}
    assert not {name for name in imports(path) if set(name.split(".")) & engine}


def test_the_engine_names_no_unit() -> None:
    import tomllib

    table = tomllib.loads((ROOT.parent / "assignments" / "course.toml").read_text(encoding="utf-8"))
    names = {unit["id"] for unit in table["units"]}
    for path in ROOT.rglob("*.py"):
        assert not names & set(path.read_text(encoding="utf-8").replace('"', " ").split()), path


def test_help_imports_nothing_heavy() -> None:
    code = (
        "import sys\nfrom autograder import cli\nsys.argv = ['autograder', '--help']\n"
        "try:\n    cli.main()\nexcept SystemExit:\n    pass\n"
        "heavy = {'numpy', 'torch', 'pytest', 'rich', 'jinja2', 'nbformat', 'msgpack'} & set(sys.modules)\n"
        "assert not heavy, heavy\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)
