"""The README's example is what the command prints."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import autograder
from autograder.course import load_course
from autograder.release import write_course

ROOT = Path(autograder.__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_transcript_of_the_first_screen_is_true(tmp_path: Path) -> None:
    source = re.search(r"```python\n(.*?)```", README, re.DOTALL)
    transcript = re.search(r"```\n\$ autograder ([^\n]*)\n(.*?)```", README, re.DOTALL)
    assert source is not None
    assert transcript is not None
    course = load_course(ROOT / "assignments" / "course.toml")
    write_course(course, tmp_path / "student")
    folder = tmp_path / "student" / "assignments" / course.unit("softmax_loss").id
    (folder / "softmax_loss.py").write_text(source[1], encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "autograder", *shlex.split(transcript[1])],
        cwd=folder,
        env={**os.environ, "COLUMNS": "100", "NO_COLOR": "1", "PYTHONUTF8": "1", "LANG": "C.UTF-8"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.rstrip() == transcript[2].rstrip(), done.stderr
    assert done.returncode == 1
