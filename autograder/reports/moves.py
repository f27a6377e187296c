"""Who moves when a unit is graded again: from which points to which, and by which checks."""

from __future__ import annotations

from dataclasses import dataclass

from autograder.reports import words
from autograder.results import CheckResult, Report


@dataclass(frozen=True)
class Move:
    """One student's report before and after."""

    before: Report
    after: Report

    @property
    def student(self) -> str:
        """Whose it is."""
        return self.after.student

    @property
    def gained(self) -> float:
        """How many points the student gains; below zero where some are lost."""
        return round(self.after.score - self.before.score, 6)

    @property
    def reasons(self) -> tuple[str, ...]:
        """The checks that ended otherwise, or are worth something else."""
        before = {check.name: check for check in self.before.checks}
        after = {check.name: check for check in self.after.checks}
        names = dict.fromkeys([*after, *before])
        return tuple(filter(None, (_reason(name, before.get(name), after.get(name)) for name in names)))

    @property
    def is_one(self) -> bool:
        """Whether anything moved: points, or how a check ended."""
        before = {check.name: check.verdict for check in self.before.checks}
        return self.gained != 0 or any(before.get(c.name, c.verdict) != c.verdict for c in self.after.checks)

    def __str__(self) -> str:
        return f"{words.points(self.before)} → {words.points(self.after)}"


def summary(moves: list[Move], total: int) -> str:
    """Return how many of `total` students move, and how.

    >>> summary([], 12)
    'Nobody of 12 moves.'
    """
    if not moves:
        return f"Nobody of {total} moves."
    up, down = sum(move.gained > 0 for move in moves), sum(move.gained < 0 for move in moves)
    same = len(moves) - up - down
    parts = [f"{up} up" if up else "", f"{down} down" if down else "", f"{same} with the same points" if same else ""]
    return f"{len(moves)} of {total} move: {', '.join(filter(None, parts))}."


def _reason(name: str, before: CheckResult | None, after: CheckResult | None) -> str:
    if before is None and after is not None:
        return f"{name}: new, {_ended(after)} ({words.number(after.max_points)} points)"
    if after is None and before is not None:
        return f"{name}: gone ({words.number(before.max_points)} points)"
    assert before is not None
    assert after is not None
    told = [f"{_ended(before)} → {_ended(after)}"] if before.verdict != after.verdict else []
    if before.max_points != after.max_points:
        told.append(f"worth {words.number(before.max_points)} → {words.number(after.max_points)}")
    return f"{name}: {', '.join(told)}" if told else ""


def _ended(check: CheckResult) -> str:
    return words.LOOKS[check.verdict].words
