from __future__ import annotations

import csv
import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_the_commands_of_the_instructors_page_lead_from_an_empty_folder_to_released_feedback(tmp_path: Path) -> None:
    page = (ROOT / "docs" / "instructors.md").read_text(encoding="utf-8")
    script = "\n".join(re.findall(r"^```sh\n(.*?)^```$", page, re.DOTALL | re.MULTILINE))
    scripts = Path(sys.executable).parent
    environment = {
        **os.environ,
        "AUTOGRADER_COURSE": str(ROOT),
        "PATH": os.pathsep.join((str(scripts), os.environ.get("PATH", os.defpath))),
        "PYTHONWARNINGS": "ignore",  # SQLAlchemy's about nbgrader's own code
    }
    done = subprocess.run(["bash", "-e"], input=script, cwd=tmp_path, env=environment, capture_output=True, text=True)
    said = done.stdout + done.stderr
    assert done.returncode == 0, said
    assert "nbgrader.server_extensions.formgrader" in said
    with (tmp_path / "deep-learning" / "grades.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = [row for row in csv.DictReader(stream) if row["assignment"] == "02_softmax_loss"]
    assert [(row["score"], float(row["max_score"]) >= 20) for row in rows] == [("0.0", True)]
    assert list((tmp_path / "deep-learning" / "exchange" / "deep-learning" / "feedback").glob("*.html"))
