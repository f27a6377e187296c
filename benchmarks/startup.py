"""Processor time until a command has answered, over that of the imports that it cannot do without.

Run from the repository's root: `python -m benchmarks.startup`. Medians of CPU time, taken in turns: what else the
machine does meanwhile hits both sides.
"""

from __future__ import annotations

import statistics
import sys
from dataclasses import dataclass
from pathlib import Path

import click

from autograder.course import load_course
from benchmarks.cost import measure

COURSE = load_course(Path("assignments/course.toml").absolute())
AUTOGRADER = str(Path(sys.executable).parent / "autograder")


@dataclass(frozen=True)
class Pair:
    """A command, and Python statements that it is compared with; `target` is the ratio that is aimed at."""

    name: str
    command: tuple[str, ...]
    statements: str
    target: float | None = None


def _check(unit: str) -> tuple[str, ...]:
    return (AUTOGRADER, "check", "--file", str(COURSE.unit(unit).reference))


PAIRS = (
    Pair("autograder --help / python", (AUTOGRADER, "--help"), "pass"),
    Pair("check, NumPy unit / numpy, pytest", _check("02_softmax_loss"), "import numpy, pytest", 1.5),
    Pair("check, torch unit / torch", _check("06_attention"), "import torch", 1.3),
)


@click.command()
@click.option("--repeats", default=9, show_default=True)
def main(repeats: int) -> None:
    """Print the ratios."""
    print(f"{'':<36}{'CPU ms':>8}{'over':>8}{'ratio':>8}{'target':>8}")
    for pair in PAIRS:
        costs = [(_cpu_ms(pair.command), _cpu_ms((sys.executable, "-c", pair.statements))) for _ in range(repeats)]
        ours, theirs = (statistics.median(column) for column in zip(*costs, strict=True))
        target = "" if pair.target is None else f"{pair.target:.1f}"
        print(f"{pair.name:<36}{ours:>8.0f}{theirs:>8.0f}{ours / theirs:>8.2f}{target:>8}", flush=True)


def _cpu_ms(command: tuple[str, ...]) -> float:
    return 1000 * measure(command, cwd=COURSE.root).cpu_s


if __name__ == "__main__":
    main()
