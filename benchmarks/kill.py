"""Kill grading at random moments, and see that nothing is lost, nothing graded twice, and the rest finished.

    python -m benchmarks.kill [KILLS] [SEED]

Each round starts `autograder grade ... --store URL` and kills the controller, a judge, a zygote or all of them with
SIGKILL. What the store held before is there after, as it was; when a judge or a zygote is killed, the command itself
goes on to the end. A class that is done is followed by a new one.
"""

from __future__ import annotations

import contextlib
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from autograder.exports import STORE
from autograder.store import Store
from tests.conftest import REFERENCE, WRONG, write, write_small_course

VICTIMS = ("controller", "judge", "zygote", "everything")
MODULES = {"judge": "autograder.judge", "zygote": "autograder.sandbox.zygote"}
STUDENTS = 10
SLOW = "import time\n\n\ndef double(x, times=1):\n    time.sleep(0.1)\n    return np.asarray(x) * 2.0**times\n"
# Whoever lost its controller ends with the submission at hand: the small course allows one 4 s, a busy machine more
END_S = 30.0
MOST = 4  # rounds per kill: in some, the command is done before its moment comes
Rows = Mapping[str, list[tuple[int, float, float]]]


@dataclass
class Outcome:
    """What the kills came to: who was killed how often, how many classes were finished, and what went wrong."""

    killed: Counter[str] = field(default_factory=Counter)
    classes: int = 0
    commands: int = 0
    faults: list[str] = field(default_factory=list)


class Class:
    """A class, handed in, and the store that its reports go to."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.store = root / STORE
        self.unit = write_small_course(root).units[0]
        kinds = {"right": REFERENCE, "wrong": f"{REFERENCE}\n\n{WRONG['tripled']}", "slow": f"{REFERENCE}\n\n{SLOW}"}
        self.expected = {}
        for number in range(STUDENTS):
            kind = list(kinds)[number % len(kinds)]
            write(root / "in" / f"{kind}{number}.py", kinds[kind])
            self.expected[f"{kind}{number}"] = 2.0 if kind == "wrong" else 5.0

    def start(self) -> subprocess.Popen[str]:
        """Start the command."""
        command = [sys.executable, "-m", "autograder", "grade", self.unit.id, "in", "--jobs", "2"]
        command += ["--store", f"sqlite:///{self.store}", "--format", "csv", "--out", "grades.csv"]  # pages take long
        return subprocess.Popen(command, cwd=self.root, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)

    def rows(self) -> Rows:
        """Return what the store holds: number, time and score of each student's reports."""
        if not self.store.is_file() or not self.store.stat().st_size:
            return {}
        with Store(self.store) as store:
            return {
                student: [(entry.number, entry.graded_at, entry.report.score) for entry in store.history(student)]
                for student in store.students()
            }


def torment(root: Path, kills: int, chance: random.Random) -> Outcome:
    """Kill `kills` times, finish what is left, and return what was seen."""
    outcome = Outcome()
    graded = Class(root / "class0")
    started = time.time()
    _finish(graded, {}, outcome)
    duration_s = max(at for rows in graded.rows().values() for _, at, _ in rows) - started  # to the last report
    for number in range(MOST * kills):
        victim = VICTIMS[outcome.killed.total() % len(VICTIMS)]
        before = graded.rows()
        if len(before) == STUDENTS:
            _finish(graded, before, outcome)
            graded, before = Class(root / f"class{number + 1}"), {}
        _round(graded, victim, chance.uniform(0.0, duration_s), before, outcome)
        if outcome.killed.total() == kills:
            break
    _finish(graded, graded.rows(), outcome)
    return outcome


def _round(graded: Class, victim: str, moment_s: float, before: Rows, outcome: Outcome) -> None:
    process = graded.start()
    outcome.commands += 1
    time.sleep(moment_s)
    family = _family(process, victim)
    killed = _kill(family, victim)
    outcome.killed[victim] += killed
    said, _ = process.communicate(timeout=END_S * 4)
    left = psutil.wait_procs([p for p in family.values() if p.pid != process.pid], timeout=END_S)[1]
    outcome.faults += [f"{victim}: {' '.join(orphan.cmdline())} is left" for orphan in left]
    expected = {-9, 0} if victim in ("controller", "everything") else {0}
    if process.returncode not in expected:
        outcome.faults.append(f"{victim}: exit code {process.returncode}: {said}")
    _compare(graded, before, victim, outcome)


def _finish(graded: Class, before: Rows, outcome: Outcome) -> None:
    process = graded.start()
    said, _ = process.communicate(timeout=END_S * 4)
    outcome.commands += 1
    outcome.classes += 1
    expected = f"{STUDENTS - len(before)} graded, {len(before)} taken"
    if process.returncode or expected not in said:
        outcome.faults.append(f"finishing: exit code {process.returncode}, not {expected!r}: {said}")
    scores = {student: [score for _, _, score in rows] for student, rows in graded.rows().items()}
    if scores != {student: [score] for student, score in graded.expected.items()}:
        outcome.faults.append(f"finishing: the scores are {scores}, not {graded.expected}")
    _compare(graded, before, "finishing", outcome)


def _compare(graded: Class, before: Rows, victim: str, outcome: Outcome) -> None:
    after = graded.rows()
    changed = {student: (row, after.get(student)) for student, row in before.items() if after.get(student) != row}
    if changed:
        outcome.faults.append(f"{victim}: lost or graded twice: {changed}")


def _family(process: subprocess.Popen[str], victim: str) -> dict[str, psutil.Process]:
    """Return the processes of a grading by what they are, from the top, as soon as the victim is among them."""
    family: dict[str, psutil.Process] = {}
    while process.poll() is None:
        controller = psutil.Process(process.pid)
        with contextlib.suppress(psutil.NoSuchProcess):
            family = {f"{_role(p)} {p.pid}": p for p in [controller, *controller.children(recursive=True)]}
        if victim == "everything" or any(name.startswith(victim) for name in family):
            return family
        time.sleep(0.01)
    return {}


def _role(process: psutil.Process) -> str:
    try:
        words = process.cmdline()
    except psutil.Error:
        return "gone"
    return next((role for role, module in MODULES.items() if module in words), "controller")


def _kill(family: Mapping[str, psutil.Process], victim: str) -> bool:
    """Kill the victim, from the top: a judge that outlives its worker would report the worker's end as a crash."""
    chosen = [p for name, p in family.items() if victim == "everything" or name.startswith(victim)]
    for process in chosen if victim == "everything" else chosen[:1]:
        try:
            process.kill()
        except psutil.NoSuchProcess:
            continue
    return bool(chosen)


def _lines(outcome: Outcome) -> Iterator[str]:
    killed = ", ".join(f"{victim} {count}" for victim, count in outcome.killed.items())
    yield f"{outcome.killed.total()} kills ({killed}), {outcome.commands} commands, {outcome.classes} classes finished"
    yield from outcome.faults or ["Nothing was lost, nothing was graded twice, and no process was left."]


def main() -> None:
    """Kill, and print what was seen."""
    kills, seed = map(int, [*sys.argv[1:], *("100", "0")[len(sys.argv) - 1 :]])
    with tempfile.TemporaryDirectory() as folder:
        outcome = torment(Path(folder), kills, random.Random(seed))  # noqa: S311 - moments, no secrets
    print(*_lines(outcome), sep="\n")
    sys.exit(1 if outcome.faults else 0)


if __name__ == "__main__":
    main()
