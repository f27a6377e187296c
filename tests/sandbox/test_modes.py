"""The modes of the sandbox from end to end: what the command line grades, refuses, and says."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from autograder.sandbox import kernel, seccomp
from autograder.sandbox.survey import is_root
from tests.conftest import REFERENCE, write, write_small_course

TESTS = Path(__file__).parent
LANDLOCK_CREATE_RULESET = 444  # asm-generic/unistd.h, the same on every machine

# Runs the command line on a kernel that lacks a system call: a filter stays with all that a process starts.
WITHOUT = """
import os, struct, sys
sys.path.insert(0, sys.argv[1])
from jailer import deny
deny({"call": int(sys.argv[2])})
os.execv(sys.executable, [sys.executable, "-m", "autograder", *sys.argv[3:]])
"""


def grade(folder: Path, mode: str, *, lacking: int = 0, **environment: str) -> subprocess.CompletedProcess[str]:
    write_small_course(folder / "course")
    write(folder / "kim.py", REFERENCE)
    arguments = ["grade", "scaling", str(folder / "kim.py"), "--jobs", "1", "--json", str(folder / "reports.json")]
    command = [sys.executable, "-m", "autograder", *arguments]
    if lacking:
        command = [sys.executable, "-c", WITHOUT, str(TESTS), str(lacking), *arguments]
    surroundings = {"AUTOGRADER_SANDBOX": mode, "AUTOGRADER_COURSE": str(folder / "course"), "PATH": "/usr/bin:/bin"}
    return subprocess.run(
        command, env=surroundings | environment, capture_output=True, text=True, cwd=TESTS.parents[1], check=False
    )


def test_portable_grades_with_what_every_system_has_and_says_so(tmp_path: Path) -> None:
    done = grade(tmp_path, "portable", AUTOGRADER_ALLOW_ROOT_PORTABLE="1")
    assert done.returncode == 0, done.stderr
    report = json.loads((tmp_path / "reports.json").read_text())["reports"][0]
    assert (report["score"], report["sandbox"]) == (5.0, ["session", "limits"])


@pytest.mark.skipif(not is_root(), reason="an ordinary user harms nobody but itself")
def test_nothing_is_run_as_root(tmp_path: Path) -> None:
    done = grade(tmp_path, "portable")
    assert done.returncode == 3
    assert "as root" in done.stderr
    assert "ordinary user" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "reports.json").exists()


@pytest.mark.skipif(not (kernel.LINUX and seccomp.supported()), reason="a gap is made by a filter")
def test_strict_refuses_to_grade_where_a_layer_is_missing_and_names_it(tmp_path: Path) -> None:
    done = grade(tmp_path, "strict", lacking=LANDLOCK_CREATE_RULESET)
    assert done.returncode == 3
    assert "landlock" in done.stderr
    assert "autograder doctor" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "reports.json").exists()


@pytest.mark.skipif(not (kernel.LINUX and seccomp.supported()), reason="a gap is made by a filter")
def test_auto_does_without_and_the_report_does_not_claim_it(tmp_path: Path) -> None:
    done = grade(tmp_path, "auto", lacking=LANDLOCK_CREATE_RULESET, AUTOGRADER_ALLOW_ROOT_PORTABLE="1")
    assert done.returncode == 0, done.stderr
    report = json.loads((tmp_path / "reports.json").read_text())["reports"][0]
    assert report["score"] == 5.0
    assert "seccomp" in report["sandbox"]
    assert "landlock" not in report["sandbox"]
