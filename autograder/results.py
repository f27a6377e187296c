"""What grading says: verdicts, check results and reports, with their versioned JSON.

The JSON Schema of `document(reports)` is published in the package as `report.schema.json`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields, replace
from enum import StrEnum
from typing import Any

FORMAT_VERSION = 1


class Verdict(StrEnum):
    """How a check, or a submission as a whole, ended."""

    PASSED = "passed"
    FAILED = "failed"
    ERROR = "error"
    TIMEOUT = "timeout"
    MEMORY = "memory"
    CRASHED = "crashed"
    NOT_ATTEMPTED = "not_attempted"
    FORBIDDEN = "forbidden"
    GRADER_ERROR = "grader_error"


@dataclass(frozen=True)
class CheckResult:
    """What one check found.

    `hint` is what a known mistake tells its author, `mistake` that mistake's name (for instructors). `message` may
    hold hidden inputs and
    expected values when the check is hidden; `Report.for_student` leaves it out.
    """

    name: str
    exercise: str
    description: str
    verdict: Verdict
    points: float
    max_points: float
    message: str = ""
    hint: str = ""
    duration_s: float = 0.0
    mistake: str = ""
    output: str = ""


@dataclass(frozen=True)
class ExerciseScore:
    """The points of one exercise: the sum over its checks."""

    name: str
    points: float
    max_points: float


@dataclass(frozen=True)
class Report:
    """How one submission did at one unit.

    `problem` says why the submission as a whole could not be loaded (a syntax error, a forbidden name, an unreadable
    file); it is known
    before any hidden input reaches the submission, so students may read it. `public` tells which checks ran.
    """

    student: str
    unit: str
    checks: tuple[CheckResult, ...]
    sandbox: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()
    problem: str = ""
    submission: str = ""
    public: bool = False
    duration_s: float = 0.0
    cpu_s: float = 0.0
    memory_mb: float = 0.0

    @property
    def score(self) -> float:
        """Points gained, rounded to what can be written in a gradebook (a millionth of a point)."""
        return round(sum(check.points for check in self.checks), 6)

    @property
    def max_score(self) -> float:
        """Points that could be gained."""
        return round(sum(check.max_points for check in self.checks), 6)

    @property
    def verdict(self) -> Verdict:
        """The verdict that describes the submission as a whole: the gravest among its checks."""
        found = {check.verdict for check in self.checks}
        if found <= {Verdict.PASSED}:
            return Verdict.PASSED
        if found == {Verdict.NOT_ATTEMPTED}:
            return Verdict.NOT_ATTEMPTED
        return next(verdict for verdict in GRAVEST_FIRST if verdict in found)

    @property
    def exercises(self) -> tuple[ExerciseScore, ...]:
        """Points by exercise, in the order in which the checks name them."""
        names = dict.fromkeys(check.exercise for check in self.checks)
        return tuple(
            ExerciseScore(
                name,
                round(sum(c.points for c in self.checks if c.exercise == name), 6),
                round(sum(c.max_points for c in self.checks if c.exercise == name), 6),
            )
            for name in names
        )

    def for_student(self) -> Report:
        """Leave out what hidden checks must not say: messages, output, and the names of known mistakes.

        What the submission printed or raised while hidden inputs were in its hands may hold those inputs, and so may
        the time and memory that it took: a hidden check says its description, its verdict and its hint, and nothing
        else.
        """
        if self.public:
            return self
        checks = tuple(replace(c, message="", output="", mistake="", duration_s=0.0) for c in self.checks)
        return replace(self, checks=checks, duration_s=0.0, cpu_s=0.0, memory_mb=0.0)

    def to_dict(self) -> dict[str, Any]:
        """Return plain data for JSON."""
        data = asdict(self)
        data["score"], data["max_score"], data["verdict"] = self.score, self.max_score, str(self.verdict)
        data["checks"] = [{**check, "verdict": str(check["verdict"])} for check in data["checks"]]
        data["sandbox"], data["notices"] = list(self.sandbox), list(self.notices)
        return data

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Report:
        """Rebuild what `to_dict` wrote; unknown keys are left alone (a later version may add some)."""
        known = _known(cls, data)
        checks = tuple(
            CheckResult(**{**_known(CheckResult, check), "verdict": Verdict(check["verdict"])})
            for check in data["checks"]
        )
        return cls(**{**known, "checks": checks, "sandbox": tuple(data["sandbox"]), "notices": tuple(data["notices"])})


GRAVEST_FIRST = (
    Verdict.GRADER_ERROR,
    Verdict.FORBIDDEN,
    Verdict.CRASHED,
    Verdict.MEMORY,
    Verdict.TIMEOUT,
    Verdict.ERROR,
    Verdict.FAILED,
    Verdict.NOT_ATTEMPTED,
    Verdict.PASSED,
)


def _known(cls: type, data: Mapping[str, Any]) -> dict[str, Any]:
    names = {field.name for field in fields(cls)}
    return {key: value for key, value in data.items() if key in names}


def document(reports: Iterable[Report]) -> dict[str, Any]:
    """Return the versioned document that `--json` writes."""
    return {"version": FORMAT_VERSION, "reports": [report.to_dict() for report in reports]}
