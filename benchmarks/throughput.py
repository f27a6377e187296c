"""What grading a class costs, beside its limit and beside others, in one run on the same submissions.

Run from the repository's root: `python -m benchmarks.throughput` (or `make benchmark`). Rows: (a) the same checks in
one warm process without isolation; (b) `autograder grade`; (c) one pytest process per submission, the submission
imported into it; (d) `nbgrader autograde` with stock settings, the same checks in the notebook's kernel. (c) and (d)
are measured on a sample of the class. (a) counts from its second submission on and has no start; all others count all
that they do.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import click

from autograder.course import Unit, load_course
from benchmarks import cohort, plain
from benchmarks.cost import THREADS, measure

UNITS = ("02_softmax_loss", "06_attention")
COURSE = Path("assignments/course.toml").absolute()
SCRIPTS = Path(sys.executable).parent
PATH = {"PYTHONPATH": str(Path.cwd())}
LIMIT = "(a) one warm process, no isolation"


@dataclass(frozen=True)
class Row:
    """What one way of grading took for each submission."""

    unit: str
    way: str
    submissions: int
    wall_ms: float
    cpu_ms: float
    peak_mb: float = 0.0
    first_mb: float = 0.0
    worker_mb: float = 0.0


@click.command()
@click.option("--size", "sizes", multiple=True, type=int, default=(20, 200), show_default=True, help="Of the class.")
@click.option("--unit", "units", multiple=True, default=UNITS, show_default=True)
@click.option("--sample", default=4, show_default=True, help="Submissions for (c) and (d).")
@click.option("--plot", type=click.Path(path_type=Path, dir_okay=False), help="Draw the processor time as this SVG.")
def main(sizes: tuple[int, ...], units: tuple[str, ...], sample: int, plot: Path | None) -> None:
    """Measure, and print the table."""
    load = os.getloadavg()
    print(f"{os.cpu_count()} cores; load before the start {load[0]:.1f}, {load[1]:.1f}, {load[2]:.1f}", flush=True)
    rows = []
    for unit in (load_course(COURSE).unit(name) for name in units):
        with tempfile.TemporaryDirectory() as folder:
            rows += _measure_unit(unit, sizes, sample, Path(folder))
    _print(rows)
    if not shutil.which("otter", path=str(SCRIPTS)):
        print("(e) otter run: skipped, otter-grader is not installed here")
    if plot is not None:
        _draw(rows, plot)


def _measure_unit(unit: Unit, sizes: tuple[int, ...], sample: int, folder: Path) -> list[Row]:
    rows = []
    for size in sizes:
        work = folder / str(size)
        cohort.write_modules(unit, size, work)
        rows.append(_limit(unit, size, work))
        rows += [_ours(unit, size, work, jobs, folder) for jobs in (1, 2)]
    return [*rows, _pytest(unit, sample, folder), _nbgrader(unit, sample, folder / "class")]


def _limit(unit: Unit, size: int, work: Path) -> Row:
    command = [sys.executable, "-m", "benchmarks.limit", str(COURSE), unit.id, str(work)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env={**os.environ, **THREADS})
    rows = json.loads(done.stdout)
    cpu_s, wall_s = (sum(row[column] for row in rows) for column in (2, 3))
    return Row(unit.id, LIMIT, size, 1000 * wall_s / size, 1000 * cpu_s / size)


def _ours(unit: Unit, size: int, work: Path, jobs: int, folder: Path) -> Row:
    out = folder / f"{size}-{jobs}.json"
    command = [str(SCRIPTS / "autograder"), "grade", unit.id, str(work), "--jobs", str(jobs), "--json", str(out)]
    cost = measure(command, cwd=COURSE.parent)
    return Row(
        unit.id, f"(b) autograder grade --jobs {jobs}", size, 1000 * cost.wall_s / size, 1000 * cost.cpu_s / size,
        cost.peak_mb, cost.first_mb, cost.worker_mb,
    )  # fmt: skip


def _pytest(unit: Unit, sample: int, folder: Path) -> Row:
    paths = cohort.write_modules(unit, sample, folder / "sample")
    options = ["-q", "-p", "benchmarks.plain", "-p", "no:cacheprovider", "-c", os.devnull, "--import-mode=importlib"]
    command = [sys.executable, "-m", "pytest", *options, str(unit.hidden_checks)]
    reference = {**PATH, plain.REFERENCE: str(unit.reference)}
    costs = [measure(command, {**reference, plain.SUBMISSION: str(path)}) for path in paths]
    wall_s, cpu_s = (sum(getattr(cost, name) for cost in costs) / sample for name in ("wall_s", "cpu_s"))
    peak_mb = max(cost.peak_mb for cost in costs)
    return Row(unit.id, "(c) pytest, a process each", sample, 1000 * wall_s, 1000 * cpu_s, peak_mb)


def _nbgrader(unit: Unit, sample: int, room: Path) -> Row:
    cohort.write_classroom(unit, sample, room, COURSE)
    nbgrader = str(SCRIPTS / "nbgrader")
    path = {**PATH, "PATH": f"{SCRIPTS}{os.pathsep}{os.environ['PATH']}", "PYTHONWARNINGS": "ignore"}
    measure([nbgrader, "generate_assignment", unit.id], path, room)
    cost = measure([nbgrader, "autograde", unit.id], path, room)
    expect_scores(room, unit, sample)
    return Row(
        unit.id, "(d) nbgrader autograde, stock", sample, 1000 * cost.wall_s / sample, 1000 * cost.cpu_s / sample,
        cost.peak_mb,
    )  # fmt: skip


def expect_scores(room: Path, unit: Unit, sample: int) -> None:
    """Check that right and wrong submissions were told apart: else nothing was graded."""
    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{room / 'gradebook.db'}") as gradebook:
        scores = {s.student.id: s.score for s in gradebook.assignment_submissions(unit.id)}
    wanted = {f"student_{number:05}": 0.0 if number % 2 else 20.0 for number in range(sample)}
    if scores != wanted:
        raise RuntimeError(f"nbgrader found {scores}; wanted {wanted}")


def _print(rows: list[Row]) -> None:
    print(f"{'':<18}{'':<36}{'class':>6}{'ms':>9}{'CPU ms':>9}{'x (a)':>8}{'peak MB':>9}{'first':>8}{'worker':>8}")
    limits = {(row.unit, row.submissions): row.cpu_ms for row in rows if row.way == LIMIT}
    for row in rows:
        limit = limits.get((row.unit, row.submissions)) or limits[max(key for key in limits if key[0] == row.unit)]
        memory = "".join(f"{mb:>{width}.0f}" for mb, width in ((row.peak_mb, 9), (row.first_mb, 8), (row.worker_mb, 8)))
        print(
            f"{row.unit:<18}{row.way:<36}{row.submissions:>6}{row.wall_ms:>9.0f}{row.cpu_ms:>9.0f}"
            f"{row.cpu_ms / limit:>8.2f}{memory}"
        )
    for way, one, other in _marginal(rows):
        cpu_ms = (other.cpu_ms * other.submissions - one.cpu_ms * one.submissions) / (
            other.submissions - one.submissions
        )
        start_ms = (one.cpu_ms - cpu_ms) * one.submissions
        limit = limits[one.unit, other.submissions]
        print(
            f"{one.unit} {way}: {cpu_ms:.0f} ms of CPU for one more submission, {cpu_ms / limit:.2f} x (a); "
            f"the start takes {start_ms:.0f} ms"
        )


def _marginal(rows: list[Row]) -> list[tuple[str, Row, Row]]:
    """Pair the smallest and the largest class of each way that was measured on several."""
    groups: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        if row.way != LIMIT:
            groups.setdefault((row.unit, row.way), []).append(row)
    ordered = [(way, sorted(group, key=lambda row: row.submissions)) for (_, way), group in groups.items()]
    return [(way, group[0], group[-1]) for way, group in ordered if len(group) > 1]


def _draw(rows: list[Row], path: Path) -> None:
    import matplotlib.pyplot as plt

    units = list(dict.fromkeys(row.unit for row in rows))
    figure, panels = plt.subplots(1, len(units), figsize=(6 * len(units), 3.5), squeeze=False, layout="constrained")
    for panel, unit in zip(panels[0], units, strict=True):
        shown = {row.way: row for row in rows if row.unit == unit}  # of each way, the largest class
        bars = panel.barh(list(shown), [row.cpu_ms for row in shown.values()], color="0.45")
        panel.bar_label(bars, fmt="%.0f", padding=3)
        panel.set(title=unit, xlabel="ms of CPU per submission", xmargin=0.15)
        panel.invert_yaxis()
    figure.savefig(path)


if __name__ == "__main__":
    main()
