"""The least that grading can cost: the same checks on the same class, in one warm process without isolation.

It is run as `python -m benchmarks.limit COURSE UNIT FOLDER`, and prints, for each submission, its score and the
processor seconds and the seconds that it took. The first submission is graded twice and counted once: the process is
warm.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

import pytest

from autograder import plugin
from autograder.course import Unit, load_course
from autograder.examination import Bench, Examination
from autograder.sandbox.client import LocalTransport
from autograder.submission import Submission, collect


class Loop:
    """Takes the place of pytest's run loop, as in the judge, with the submissions in this process."""

    def __init__(self, unit: Unit, submissions: list[Submission]) -> None:
        self._unit = unit
        self._submissions = submissions
        self.rows: list[tuple[str, float, float, float]] = []

    @pytest.hookimpl(tryfirst=True)
    def pytest_collection_modifyitems(self, session: pytest.Session) -> None:
        """Say that examinations follow."""
        session.config.stash[plugin.QUIET] = True

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Examine all submissions."""
        checks = plugin.collected_checks(self._unit, session.items, public=False)
        bench = Bench(self._unit, LocalTransport)
        for submission in (self._submissions[0], *self._submissions):
            wall_s, cpu_s = time.perf_counter(), time.process_time()
            examination = Examination(bench, submission)
            for _ in plugin.examine(session, examination, checks, stop=False):
                pass
            score = examination.report().score
            self.rows.append((submission.student, score, time.process_time() - cpu_s, time.perf_counter() - wall_s))
        del self.rows[0]
        return True


def main(course: str, unit_id: str, folder: str) -> None:
    """Grade the folder and print the rows."""
    unit = load_course(Path(course)).unit(unit_id)
    if unit.backend == "torch":
        import torch

        torch.set_num_threads(1)
    loop = Loop(unit, collect([Path(folder)], unit))
    plugin.run_pytest(unit.hidden_checks, [loop])
    print(json.dumps(loop.rows))


if __name__ == "__main__":
    main(*sys.argv[1:])
