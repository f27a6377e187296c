"""What the layers of the sandbox cost: grading the same small class with them (auto) over without them (portable).

    python benchmarks/sandbox.py [STUDENTS] [ROUNDS]

One judge for each, side by side in one run, in turns: what else the machine does meets both. Each student brings a
worker of their own, which is where layers cost; a start of the judge is not counted. As root it needs
AUTOGRADER_ALLOW_ROOT_PORTABLE=1: the class is honest.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from autograder.course import Unit
from autograder.grading import Grader
from autograder.submission import from_source
from tests.conftest import REFERENCE, write_small_course

STUDENTS, ROUNDS = 40, 5


def seconds(grader: Grader, unit: Unit, students: int) -> float:
    """Grade a class of `students` honest submissions, and return how long it took."""
    started = time.perf_counter()
    reports = list(grader.grade([from_source(REFERENCE, unit, f"student-{n}") for n in range(students)]))
    assert all(report.score == report.max_score for report in reports)
    return time.perf_counter() - started


def main(students: int, rounds: int) -> None:
    """Print milliseconds per student in both modes, and their ratio: the median over the rounds, and its range."""
    with tempfile.TemporaryDirectory() as folder:
        unit = write_small_course(Path(folder) / "course").units[0]
        strong, weak = replace(unit, sandbox="auto"), replace(unit, sandbox="portable")
        with Grader(strong) as with_layers, Grader(weak) as without:
            layers = next(with_layers.grade([from_source(REFERENCE, strong, "first")])).sandbox
            seconds(without, weak, 1)
            pairs = [(seconds(with_layers, strong, students), seconds(without, weak, students)) for _ in range(rounds)]
    ratios = sorted(with_s / without_s for with_s, without_s in pairs)
    for name, column in (("auto", 0), ("portable", 1)):
        each_ms = 1000 * statistics.median(pair[column] for pair in pairs) / students
        print(f"{name:<10} {each_ms:6.1f} ms per student")
    middle, low, high = statistics.median(ratios), ratios[0], ratios[-1]
    print(f"ratio      {middle:6.2f} ({low:.2f} to {high:.2f}), {rounds} rounds of {students}")
    print(f"layers     {', '.join(layers)}")


if __name__ == "__main__":
    given = [int(argument) for argument in sys.argv[1:]] + [STUDENTS, ROUNDS][len(sys.argv) - 1 :]
    main(*given)
