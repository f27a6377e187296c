"""One submission before the checks of one unit: runs each check, and says what it found."""

from __future__ import annotations

import contextlib
import hashlib
import importlib.util
import os
import time
import traceback
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from types import ModuleType

import numpy as np

from autograder import hints
from autograder.course import Unit
from autograder.diagnosis import Diagnosis, Evidence
from autograder.failure import CheckFailure, GraderError, SubmissionFault, UsageError
from autograder.forbidden import first_use
from autograder.language import _, chosen
from autograder.listening import listening
from autograder.results import CheckResult, Report, Verdict
from autograder.sandbox.client import Transport
from autograder.session import Session, Student
from autograder.submission import Submission, from_source
from autograder.text import clean, said_by
from autograder.watchdog import overdue_after

CheckFunction = Callable[[Student, np.random.Generator], None]
EXPLAINED = (Verdict.FAILED, Verdict.ERROR)  # what a known mistake may be behind

JUDGE_S = 10.0  # the judge's own computing in one check, beyond the submission's limit: a thousand times what it takes


@dataclass(frozen=True)
class Check:
    """One check of a unit, as collected: `points` are resolved (see `plugin.collected_checks`)."""

    name: str
    exercise: str
    description: str
    points: float


class Bench:
    """What all examinations of one unit share: the reference, the seeds' secret, and the way to fresh interpreters."""

    is_timed = False  # in the student's own process nothing can end a call, and a debugger may hold one up

    def __init__(self, unit: Unit, connect: Callable[[], Transport], *, public: bool = False) -> None:
        self.unit = unit
        self.connect = connect
        self.public = public

    @property
    def layers(self) -> tuple[str, ...]:
        """The sandbox layers between a submission and this process."""
        return ()

    @cached_property
    def reference_source(self) -> str:
        """The source of the reference."""
        return self.unit.reference.read_text(encoding="utf-8")

    @cached_property
    def reference(self) -> ModuleType:
        """The reference as a module of this process. Raises GraderError when it cannot be imported."""
        if self.public:
            raise UsageError(
                "Public checks have no reference: students don't have it. Hold the expected values in the check."
            )
        return load_module(self.unit.reference, f"reference_{self.unit.module}")

    @cached_property
    def diagnosis(self) -> Diagnosis:
        """The unit's known mistakes, ready to be compared with."""
        return Diagnosis(self.unit, self.reference_source, self.connect)

    @cached_property
    def secret(self) -> str:
        """What seeds derive from: `AUTOGRADER_SECRET`, or the reference, which students don't have.

        Public checks have none: hints find their readers by what they answer, so that everyone gets the same data.
        """
        if self.public:
            return ""
        return os.environ.get("AUTOGRADER_SECRET") or hashlib.sha256(self.reference_source.encode()).hexdigest()

    @cached_property
    def hints(self) -> Mapping[str, str]:
        """What known mistakes are told after public checks, locked. A file that cannot be read holds no hints."""
        try:
            return hints.read(self.unit.hints.read_text(encoding="utf-8")).hints
        except (OSError, ValueError):
            return {}

    def seed(self, student: str, check: str) -> int:
        """Return the seed of one student's data in one check: the same at each grading, unknown without the secret.

        Public checks have the same data for everyone.
        """
        text = "\0".join((self.secret, self.unit.id, "" if self.public else student, check))
        return int.from_bytes(hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()[:16], "big")

    def close(self) -> None:
        """End the workers that known mistakes run in."""
        if "diagnosis" in self.__dict__:
            self.diagnosis.close()


class Examination:
    """One submission under examination. `run` each check, then take the `report`."""

    def __init__(self, bench: Bench, submission: Submission, base: str | None = None, diagnose: bool = True) -> None:
        self.bench = bench
        self._submission = submission
        self.session = Session(submission, bench.connect, base)
        self.session.exercises = frozenset(exercise.name for exercise in bench.unit.exercises)
        self._diagnose = diagnose and not bench.public and bool(bench.unit.wrong)
        self._forbidden = first_use(submission.cells, bench.unit.forbidden)
        self._started = time.monotonic()
        self._results: list[CheckResult] = []
        self._evidence: dict[str, Evidence] = {}
        self._passed: dict[str, Evidence] = {}
        self.fingerprints: dict[str, str] = {}
        self.differences: dict[str, object] = {}

    def run(self, check: Check, function: CheckFunction) -> CheckResult:
        """Run one check and record what it found."""
        started = time.monotonic()
        with listening() if self.bench.public else contextlib.nullcontext() as heard:
            verdict, message = self._judge(check, function)
        result = CheckResult(
            name=check.name,
            exercise=check.exercise,
            description=check.description,
            verdict=Verdict(verdict),
            points=check.points if verdict == Verdict.PASSED else 0.0,
            max_points=check.points,
            message=clean(message),
            output=self.session.output or (clean(heard.heard) if heard else ""),
            duration_s=round(time.monotonic() - started, 6),
        )
        if self.bench.public:
            result = self._with_public_hint(result)
        self._keep_evidence(result)
        self._results.append(result)
        return result

    def record(self, check: Check, verdict: Verdict, message: str) -> CheckResult:
        """Record a check that could not be run."""
        result = CheckResult(check.name, check.exercise, check.description, verdict, 0.0, check.points, message)
        self._results.append(result)
        return result

    def report(self) -> Report:
        """Close the submission's workers and return what was found."""
        self.session.end()
        checks = tuple(self._results)
        if self._diagnose and self._evidence:
            checks = self._with_hints(checks)
        remains = self.session.remains
        return Report(
            student=self._submission.student,
            unit=self.bench.unit.id,
            checks=checks,
            sandbox=self.bench.layers,
            notices=self._submission.notices,
            problem=self._submission.problem or self.session.problem or str(self._forbidden or ""),
            submission=self._submission.digest,
            public=self.bench.public,
            duration_s=round(time.monotonic() - self._started, 6),
            cpu_s=round(sum(r.cpu_s for r in remains), 6),
            memory_mb=round(max((r.memory_mb for r in remains), default=0.0), 1),
        )

    def _judge(self, check: Check, function: CheckFunction) -> tuple[str, str]:
        if self._submission.problem:
            return Verdict.ERROR, self._submission.problem
        if self._forbidden is not None:
            return Verdict.FORBIDDEN, str(self._forbidden)
        limit_s = self._limit_s()
        if limit_s is not None and limit_s <= 0:
            budget_s = self.bench.unit.limits.submission_wall_s
            return Verdict.TIMEOUT, f"Not reached: the submission's {budget_s:g} s were used up by the checks before."
        session = self.session
        if self.bench.unit.fresh_worker:
            session.end()
        try:
            with overdue_after(None if limit_s is None else limit_s + JUDGE_S):
                session.begin(limit_s, self._worker_seed(check))
                function(Student(session), self.rng(check))
        except SubmissionFault as fault:
            return fault.verdict, _with_call(fault.message, session)
        except AssertionError as failure:
            if self._is_in_the_reference(failure):  # on what the submission answered, or whatever it is given
                return self._blame(check, function, failure)
            return self._judge_assertion(check, failure)
        except GraderError as error:
            return Verdict.GRADER_ERROR, str(error)
        except KeyboardInterrupt:
            raise
        except BaseException as error:  # noqa: BLE001 - checks are other people's code; who is to blame is found out next
            return self._blame(check, function, error)
        if session.fault is not None:
            return session.fault.verdict, session.fault.message
        if not session.exchanges:
            return Verdict.GRADER_ERROR, f"The check {check.name} never asks the submission for anything."
        return Verdict.PASSED, ""

    def _judge_assertion(self, check: Check, failure: AssertionError) -> tuple[str, str]:
        text = failure.message if isinstance(failure, CheckFailure) else said_by(failure)
        if isinstance(failure, CheckFailure) and failure.difference is not None:
            self.differences[check.name] = failure.difference
        return Verdict.FAILED, _with_call(text or _("The check's condition does not hold."), self.session)

    def _is_in_the_reference(self, failure: AssertionError) -> bool:
        frames = traceback.extract_tb(failure.__traceback__)
        return bool(frames) and frames[-1].filename == str(self.bench.unit.reference)

    def _blame(self, check: Check, function: CheckFunction, error: BaseException) -> tuple[str, str]:
        """Tell a broken check from an answer that a check cannot use: the same check must work on the reference."""
        text = f"{type(error).__name__}: {said_by(error)}"
        place = traceback.extract_tb(error.__traceback__)[-1]
        broken = f"The check {check.name} raised {text} ({Path(place.filename).name}, line {place.lineno})."
        if self.bench.public:
            return Verdict.FAILED, _with_call(
                _("The answer could not be used: {error}").format(error=text), self.session
            )
        witness = Session(from_source(self.bench.reference_source, self.bench.unit, "reference"), self.bench.connect)
        try:
            with overdue_after(self.bench.unit.limits.wall_s + JUDGE_S):
                witness.begin(self.bench.unit.limits.wall_s, self._worker_seed(check))
                function(Student(witness), self.rng(check))
        except KeyboardInterrupt:
            raise
        except BaseException:  # noqa: BLE001 - the check fails on the reference too
            return Verdict.GRADER_ERROR, broken
        finally:
            witness.end()
        return Verdict.FAILED, _with_call(_("The answer could not be used: {error}").format(error=text), self.session)

    def _worker_seed(self, check: Check) -> int | None:
        """Return the seed of the worker's global generators, which tells nothing of the check's own."""
        if not self.bench.layers:
            return None  # the process is the student's, and so are its generators
        return self.bench.seed(self._submission.student, f"{check.name}/worker") % 2**32

    def rng(self, check: Check) -> np.random.Generator:
        """Return this student's generator for this check, at its start."""
        return np.random.default_rng(self.bench.seed(self._submission.student, check.name))

    def _limit_s(self) -> float | None:
        if not self.bench.is_timed:
            return None
        limits = self.bench.unit.limits
        return min(limits.wall_s, self._started + limits.submission_wall_s - time.monotonic())

    def _keep_evidence(self, result: CheckResult) -> None:
        if not self._diagnose or not self.session.exchanges or not self.session.complete:
            return
        evidence = Evidence.of(result.exercise, self.session)
        if result.verdict in EXPLAINED:
            self._evidence[result.name] = evidence
        elif result.verdict == Verdict.PASSED:
            self._passed[result.name] = evidence

    def _with_public_hint(self, result: CheckResult) -> CheckResult:
        key = self.fingerprints[result.name] = hints.fingerprint(result.name, self.session.exchanges)
        return (
            replace(result, hint=hints.lookup(self.bench.hints, key, chosen()))
            if result.verdict in EXPLAINED
            else result
        )

    def _with_hints(self, checks: Sequence[CheckResult]) -> tuple[CheckResult, ...]:
        found = self.bench.diagnosis.explain(self._evidence, self._passed)
        return tuple(
            replace(check, hint=found[check.name].hint, mistake=found[check.name].name)
            if check.name in found
            else check
            for check in checks
        )


def load_module(path: Path, name: str) -> ModuleType:
    """Import a trusted module from its file. Raises GraderError when it cannot be imported."""
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        raise GraderError(f"{path} is no Python module.")
    module = importlib.util.module_from_spec(spec)
    try:
        spec.loader.exec_module(module)
    except Exception as error:
        raise GraderError(f"{path} cannot be imported: {type(error).__name__}: {error}") from error
    return module


def _with_call(message: str, session: Session) -> str:
    return f"{message}\n    {session.last_call}" if session.last_call else message
