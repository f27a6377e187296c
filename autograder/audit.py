"""Which mistakes the hidden checks of a unit miss.

Every mutant of the reference is graded as a submission. One that gets full marks has survived: a better check kills it,
or the unit records it as equivalent, with the reason, in `equivalent.toml`:

    [[equivalent]]
    id = "comparison-changed-2f6a0c91d4"
    operator = "comparison-changed"
    line = 40
    reason = "Both branches agree at 0."

A record is a claim, and it is checked: the mutant has to exist, and no check may kill it. `line` is for readers; the
`id` holds when lines move.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from autograder.course import Unit
from autograder.failure import CourseError, GraderError
from autograder.grading import Grader
from autograder.mutants import Mutant, mutants
from autograder.results import Report, Verdict
from autograder.submission import from_source

FORMAT_VERSION = 1
RECORD_KEYS = {"id", "operator", "line", "reason"}
# Graded before and after the mutants: where the reference doesn't pass, dead mutants prove nothing.
FIRST, LAST = "reference, first", "reference, last"


@dataclass(frozen=True)
class Survivor:
    """A mutant with full marks that the unit doesn't record as equivalent. `file` is relative to the course."""

    operator: str
    file: str
    line: int
    diff: str


@dataclass(frozen=True)
class Audit:
    """How many mutants of a unit's reference its checks tell from the reference."""

    unit: str
    mutants: int
    killed: int
    equivalent: int
    survivors: tuple[tuple[str, Survivor], ...]

    def to_dict(self) -> dict[str, Any]:
        """Return plain data for JSON."""
        return {**asdict(self), "survivors": [asdict(survivor) for _, survivor in self.survivors]}


def audit(units: Iterable[Unit], jobs: int = 1) -> Iterator[Audit]:
    """Yield the audit of each unit.

    Raises CourseError when the reference doesn't get full marks or a record of equivalence doesn't hold, and
    GraderError when a check breaks on a mutant.
    """
    for unit in units:
        yield _audit(unit, jobs)


def document(audits: Iterable[Audit]) -> dict[str, Any]:
    """Return the versioned document that `--json` writes."""
    return {"version": FORMAT_VERSION, "units": [one.to_dict() for one in audits]}


def _audit(unit: Unit, jobs: int) -> Audit:
    source = _read(unit.reference)
    made = {mutant.id: mutant for mutant in mutants(source)}
    recorded = _recorded(unit, made)
    sources = {FIRST: source, **{name: mutant.source for name, mutant in made.items()}, LAST: source}
    alive = set()
    with Grader(unit, jobs, diagnose=False, fail_fast=True) as grader:
        for report in grader.grade(from_source(text, unit, name) for name, text in sources.items()):
            if _survives(report):
                alive.add(report.student)
    _expect_unkilled(unit, recorded - alive)
    survivors = tuple((name, _survivor(unit, made[name])) for name in made if name in alive - recorded)
    return Audit(unit.id, len(made), len(made) - len(survivors) - len(recorded), len(recorded), survivors)


def _survives(report: Report) -> bool:
    """Whether a submission gets full marks. Raises unless it could be judged, and unless the reference does."""
    if report.verdict == Verdict.GRADER_ERROR:
        broken = next(check for check in report.checks if check.verdict == Verdict.GRADER_ERROR)
        raise GraderError(f"{report.unit}: {broken.name} cannot judge {report.student}: {broken.message}")
    passed = report.verdict == Verdict.PASSED
    if report.student in (FIRST, LAST) and not passed:
        failed = report.checks[-1] if report.checks else None
        reason = f"{failed.name} ends with {failed.verdict}" if failed else report.problem
        raise CourseError(f"{report.unit}: the reference itself fails: {reason}. Run `autograder verify` first.")
    return passed


def _survivor(unit: Unit, mutant: Mutant) -> Survivor:
    file = unit.reference.relative_to(unit.solution_dir.parent.parent).as_posix()
    return Survivor(mutant.operator, file, mutant.line, mutant.diff)


def _recorded(unit: Unit, made: dict[str, Mutant]) -> set[str]:
    """Ids of the mutants that the unit records as equivalent. Raises CourseError for a record that isn't one."""
    path = unit.solution_dir / "equivalent.toml"
    if not path.is_file():
        return set()
    try:
        records = tomllib.loads(_read(path)).get("equivalent", [])
    except tomllib.TOMLDecodeError as error:
        raise CourseError(f"{path}: not valid TOML: {error}.") from error
    identities: set[str] = set()
    for record in records:
        name = record.get("id")
        if set(record) != RECORD_KEYS or not str(record["reason"]).strip():
            raise CourseError(f"{path}: the record {name!r} must have {', '.join(sorted(RECORD_KEYS))}, none empty.")
        if name in identities:
            raise CourseError(f"{path}: {name} is recorded twice; keep one record.")
        if name not in made or made[name].operator != record["operator"]:
            raise CourseError(f"{path}: {name} is no mutant of {unit.reference.name} any more; remove the record.")
        identities.add(name)
    return identities


def _expect_unkilled(unit: Unit, killed: set[str]) -> None:
    if killed:
        names = ", ".join(sorted(killed))
        raise CourseError(f"{unit.id}: recorded as equivalent, but a check kills it: {names}; remove the record.")


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise CourseError(f"{path} cannot be read: {error.strerror or error}.") from error
