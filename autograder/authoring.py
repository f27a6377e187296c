"""The course's proof: what must pass passes, what must not doesn't, and every check earns its place."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path

from autograder.course import Unit
from autograder.diagnosis import read_mistake
from autograder.failure import CourseError, GraderError
from autograder.grading import Grader
from autograder.results import CheckResult, Report, Verdict
from autograder.submission import Submission, from_source, read

# The share of a limit that right answers may use: a student's loops, or a busy machine, may take four times as long
SLOWEST = 0.25


@dataclass(frozen=True)
class Finding:
    """What was found about a unit: one line for people, and what has to be repaired."""

    unit: str
    summary: str
    problems: tuple[str, ...]


def verify(unit: Unit, jobs: int = 1) -> Finding:
    """Prove a unit. Each problem names the object and the fix."""
    started = time.monotonic()
    missing = [
        f"{path} is missing; `autograder new` shows what it looks like."
        for path in _required(unit)
        if not path.is_file()
    ]
    if missing:
        return Finding(unit.id, f"{unit.id}: files are missing", tuple(missing))
    try:
        proof = _Proof(unit, jobs)
        problems = tuple(proof.problems())
    except (CourseError, GraderError) as error:
        return Finding(unit.id, f"{unit.id}: cannot be graded", (str(error),))
    return Finding(unit.id, f"{proof.summary()} {time.monotonic() - started:.1f} s", problems)


def repeat(unit: Unit, seeds: int, jobs: int = 1) -> Finding:
    """Grade what must pass under many seeds: random checks must agree with themselves."""
    base = unit.reference.read_text(encoding="utf-8")
    sources = {path.stem: path.read_text(encoding="utf-8") for path in (unit.reference, *unit.accepted)}
    submissions = (
        from_source(source, unit, f"{name} under seed {seed}")
        for seed, (name, source) in product(range(seeds), sources.items())
    )
    problems, count = [], 0
    with Grader(unit, jobs, diagnose=False) as grader:
        for report in grader.grade(submissions, base):
            count += 1
            problems += [
                f"{report.student}: {_told(check)}" for check in report.checks if check.verdict != Verdict.PASSED
            ]
    return Finding(
        unit.id, f"{unit.id}: {count} gradings under {seeds} seeds, {len(problems)} disagreements", tuple(problems)
    )


def _required(unit: Unit) -> tuple[Path, ...]:
    return (
        unit.reference,
        unit.hidden_checks,
        unit.public_checks,
        unit.stub,
        unit.notebook,
        unit.public_dir / "README.md",
    )


def _missing(path: Path, unit: Unit) -> str:
    generated = path in (unit.stub, unit.notebook)
    remedy = f"run `autograder release {unit.id}`" if generated else "`autograder new` shows what it looks like"
    return f"{path} is missing; {remedy}."


class _Proof:
    """Everything about a unit that is graded once and looked at from several sides."""

    def __init__(self, unit: Unit, jobs: int) -> None:
        self._unit = unit
        base = unit.reference.read_text(encoding="utf-8")
        self._mistakes = {path.stem: read_mistake(path) for path in unit.wrong}
        right = [_named(path, unit, f"accepted/{path.stem}") for path in unit.accepted]
        wrong = [from_source(m.source, unit, f"wrong/{m.name}") for m in self._mistakes.values()]
        complete = [
            read(unit.reference, unit, "reference"),
            read(unit.stub, unit, "stub"),
            read(unit.notebook, unit, "notebook"),
        ]
        with Grader(unit, jobs) as grader:
            self._hidden = _by_name(grader.grade(complete)) | _by_name(grader.grade([*right, *wrong], base))
        with Grader(unit, jobs, public=True) as grader:
            self._public = _by_name(grader.grade(complete[:2])) | _by_name(grader.grade(right, base))

    def summary(self) -> str:
        """Return one line: how much was proven."""
        diagnosed = sum(self._diagnosed(name) for name in self._mistakes)
        checks = self._hidden["reference"].checks
        return (
            f"{self._unit.id}: {len(checks)} hidden and {len(self._public['reference'].checks)} public checks, "
            f"{len(self._unit.accepted)} accepted; mistakes named: {diagnosed}/{len(self._mistakes)};"
        )

    def problems(self) -> Iterator[str]:
        """Yield what does not hold."""
        yield from self._files()
        yield from self._points()
        yield from self._untouched(self._hidden["stub"], "hidden")
        yield from self._untouched(self._hidden["notebook"], "hidden")
        yield from self._untouched(self._public["stub"], "public")
        yield from self._passing(self._hidden, "hidden")
        yield from self._passing(self._public, "public")
        yield from self._caught()
        yield from self._idle_checks()
        yield from self._slow()

    def _files(self) -> Iterator[str]:
        from autograder import release, scaffold, steps

        yield from release.is_current(self._unit)
        yield from steps.problems(self._unit)
        unit = self._unit
        texts = [*sorted(unit.public_dir.glob("README*.md")), *unit.solution_dir.glob("questions.toml")]
        for path in (*texts, unit.public_checks, unit.hidden_checks, unit.reference):
            if scaffold.PLACEHOLDER in path.read_text(encoding="utf-8"):
                yield f"{path}: still says {scaffold.PLACEHOLDER!r}; write it."

    def _points(self) -> Iterator[str]:
        found = {e.name: e.max_points for e in self._hidden["reference"].exercises}
        for exercise in self._unit.exercises:
            points = found.get(exercise.name, 0.0)
            if abs(points - exercise.points) > 1e-9:
                yield (
                    f"{self._unit.hidden_checks.name}: the checks of {exercise.name} are worth {points:g} points, "
                    f"course.toml says {exercise.points:g}; make them agree."
                )
        public = {e.name for e in self._public["reference"].exercises}
        for exercise in self._unit.exercises:
            if exercise.name not in public:
                yield f"{self._unit.public_checks.name}: no public check of {exercise.name}; students need one."

    def _untouched(self, report: Report, kind: str) -> Iterator[str]:
        for check in report.checks:
            if check.verdict != Verdict.NOT_ATTEMPTED:
                yield (
                    f"{kind} check {check.name}: the untouched {report.student} gets {check.verdict} "
                    f"({_first_line(check.message)}); "
                    "it must be not_attempted: ask the submission before anything else."
                )

    def _passing(self, reports: dict[str, Report], kind: str) -> Iterator[str]:
        for name, report in reports.items():
            if name == "reference" or name.startswith("accepted/"):
                for check in report.checks:
                    if check.verdict != Verdict.PASSED:
                        yield f"{name}: {kind} {_told(check)}. It is right: the check is unfair, or the file is wrong."

    def _caught(self) -> Iterator[str]:
        for name in self._mistakes:
            report = self._hidden[f"wrong/{name}"]
            broken = [check for check in report.checks if check.verdict == Verdict.GRADER_ERROR]
            if broken:
                yield f"wrong/{name}: {_told(broken[0])}"
            elif report.score >= report.max_score:
                yield f"wrong/{name} gets full marks: no hidden check catches it; write one."

    def _idle_checks(self) -> Iterator[str]:
        caught = {
            check.name
            for name in self._mistakes
            for check in self._hidden[f"wrong/{name}"].checks
            if check.verdict != Verdict.PASSED
        }
        for check in self._hidden["reference"].checks:
            if check.name not in caught:
                yield f"hidden check {check.name}: no file in submissions/wrong fails it; add one, or drop the check."

    def _slow(self) -> Iterator[str]:
        limits = self._unit.limits
        for name in ("reference", *(n for n in self._hidden if n.startswith("accepted/"))):
            report = self._hidden[name]
            if report.duration_s > SLOWEST * limits.submission_wall_s:
                yield (
                    f"{name} takes {report.duration_s:.1f} s of submission_wall_s = {limits.submission_wall_s:g}; "
                    "shorten the checks."
                )
            for check in report.checks:
                if check.duration_s > SLOWEST * limits.wall_s:
                    yield f"{name}: {check.name} takes {check.duration_s:.1f} of {limits.wall_s:g} s; shorten it."

    def _diagnosed(self, name: str) -> bool:
        return any(check.mistake == name for check in self._hidden[f"wrong/{name}"].checks)


def _named(path: Path, unit: Unit, name: str) -> Submission:
    return from_source(path.read_text(encoding="utf-8"), unit, name)


def _by_name(reports: Iterable[Report]) -> dict[str, Report]:
    return {report.student: report for report in reports}


def _told(check: CheckResult) -> str:
    return f"check {check.name} ends with {check.verdict}: {_first_line(check.message)}"


def _first_line(text: str) -> str:
    return text.split("\n", 1)[0][:200]
