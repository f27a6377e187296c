"""Which known mistake behaves as a submission did.

A file in `submissions/wrong/` is a module with one mistake. When a submission fails a check, the requests that the
check made are replayed on each
known mistake: if one answers as the submission did, every time, and the reference doesn't, its docstring is the hint.
No student code is
parsed, and nothing is guessed.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder import comparison
from autograder.comparison import Tolerance
from autograder.course import Unit
from autograder.failure import CourseError, SubmissionFault
from autograder.sandbox.client import Transport
from autograder.session import Exchange, Handle, Session
from autograder.submission import from_source

# Two programs with the same mistake differ by roundings: a thousand times what a closed form is allowed, far below
# what tells mistakes apart
SAME = Tolerance((1e-6, 1e-9), (1e-3, 1e-5))
REPLAY_S = 5.0


@dataclass(frozen=True)
class Mistake:
    """A known mistake: its name, what it tells its author, its source, and the public names that it defines."""

    name: str
    hint: str
    source: str
    defines: frozenset[str]


@dataclass(frozen=True)
class Evidence:
    """What a check asked and what the submission answered, with the call-backs that the requests refer to."""

    exercise: str
    names: frozenset[str]
    exchanges: tuple[Exchange, ...]
    seed: int | None
    session: Session

    @classmethod
    def of(cls, exercise: str, session: Session) -> Evidence:
        """Take down the check that `session` is at the end of."""
        holder = Session(session._submission, session._connect)
        holder.adopt(session)
        return cls(exercise, frozenset(session.names), tuple(session.exchanges), session.seed, holder)


def read_mistake(path: Path) -> Mistake:
    """Read a file of `submissions/wrong/`. Raises CourseError when it has no docstring: that is its hint."""
    source = path.read_text(encoding="utf-8")
    try:
        tree = ast.parse(source)
    except SyntaxError as error:
        raise CourseError(f"{path}: not valid Python: {error}.") from error
    hint = ast.get_docstring(tree)
    if not hint:
        raise CourseError(f"{path}: no docstring. It is the hint that the mistake's author reads; write one.")
    defined = frozenset(node.name for node in tree.body if isinstance(node, ast.FunctionDef | ast.ClassDef))
    return Mistake(path.stem, " ".join(hint.split()), source, defined)


class Diagnosis:
    """The known mistakes of a unit. They take turns in one worker: they are the course's own, and loaded afresh."""

    def __init__(self, unit: Unit, reference: str, connect: Callable[[], Transport]) -> None:
        self._unit = unit
        self._reference = reference
        self.mistakes = tuple(read_mistake(path) for path in unit.wrong)
        self._session = Session(from_source(reference, unit, "reference"), connect)

    def explain(self, failed: Mapping[str, Evidence], passed: Mapping[str, Evidence]) -> dict[str, Mistake]:
        """Return the mistake behind each failed check, for those where one is found.

        Mistakes that explain one check are tried first on the next: most submissions have one mistake in several
        checks. Among several that fit a check, the one that fits most of what the submission did is named.
        """
        fitting: dict[str, list[Mistake]] = {}
        suspects: list[Mistake] = []
        for check, evidence in failed.items():
            others = [mistake for mistake in self.mistakes if mistake not in suspects]
            fitting[check] = self._candidates(suspects, evidence) or self._candidates(others, evidence)
            suspects += [mistake for mistake in fitting[check] if mistake not in suspects]
        support = {m: sum(m in several for several in fitting.values()) for m in suspects}
        return {
            check: max(self._most_fitting(several, failed[check], passed), key=lambda mistake: support[mistake])
            for check, several in fitting.items()
            if several
        }

    def close(self) -> None:
        """End the worker."""
        self._session.end()

    def _candidates(self, mistakes: Iterable[Mistake], evidence: Evidence) -> list[Mistake]:
        """Return the mistakes that fit a check; one that defines nothing of what was asked is the reference there."""
        possible = [mistake for mistake in mistakes if mistake.defines & evidence.names]
        fitting = [mistake for mistake in possible if self._answers_alike(mistake, evidence)]
        if fitting and self._answers_alike(None, evidence):
            return []  # whatever failed is not in the answers
        return fitting

    def _most_fitting(self, mistakes: list[Mistake], failed: Evidence, passed: Mapping[str, Evidence]) -> list[Mistake]:
        """Keep, among several mistakes, those that agree with most of the exercise's checks that were passed."""
        if len(mistakes) == 1:
            return mistakes
        others = [evidence for evidence in passed.values() if evidence.exercise == failed.exercise]
        fits = {mistake: sum(self._answers_alike(mistake, other) for other in others) for mistake in mistakes}
        return [mistake for mistake in mistakes if fits[mistake] == max(fits.values())]

    def _answers_alike(self, mistake: Mistake | None, evidence: Evidence) -> bool:
        """Tell whether a known mistake (or the reference: None) answers every request as the submission did."""
        source, base = (mistake.source, self._reference) if mistake else (self._reference, None)
        session = self._session
        try:
            session.swap(from_source(source, self._unit, "diagnosis"), base)
            session.begin(REPLAY_S, evidence.seed)
            session.adopt(evidence.session)
            return all(_alike(session.replay(exchange.request), exchange) for exchange in evidence.exchanges)
        except SubmissionFault:
            return False


def _alike(replayed: tuple[str, Any, tuple[str, ...]], exchange: Exchange) -> bool:
    outcome, answer, effects = replayed
    return (
        outcome == exchange.outcome
        and effects == exchange.effects
        and comparison.difference(_plain(exchange.answer), _plain(answer), SAME, equal_nan=True) is None
    )


def _plain(value: Any) -> Any:
    """Replace handles by the name of their class: objects are told apart by how they answer."""
    if isinstance(value, Handle):
        return "a handle"
    if isinstance(value, tuple | list):
        return type(value)(_plain(item) for item in value)
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    return value
