"""Grading into a store: what it holds already is taken from there, and the rest is graded and kept, one at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace

from autograder.course import Unit
from autograder.editions import edition_of, questions_of
from autograder.grading import Grader
from autograder.results import CheckResult, Report, Verdict
from autograder.store import Entry, Store
from autograder.submission import Submission

DIAGNOSED = {Verdict.FAILED, Verdict.ERROR}  # known mistakes have a word to say about these alone


@dataclass(frozen=True)
class Marked:
    """A submission and its report. `graded` tells whether it ran; `before` is its report with the edition before.

    `changes` are the parts of the edition that are not as they were.
    """

    submission: Submission
    report: Report
    graded: bool
    before: Entry | None = None
    changes: tuple[str, ...] = ()


@dataclass
class Tally:
    """What a run came to: whose reports there are, and what there was to do."""

    students: set[str] = field(default_factory=set)
    graded: int = 0
    unjudged: int = 0

    @property
    def taken(self) -> int:
        """How many needed no grading."""
        return len(self.students) - self.graded

    def count(self, marked: Marked) -> None:
        """Count one submission."""
        self.students.add(marked.submission.student)
        self.graded += marked.graded
        self.unjudged += marked.report.verdict == Verdict.GRADER_ERROR


class Marker:
    """Grades submissions of one unit, as its files are now, into a store. With `keep` off the store stays as it is."""

    def __init__(self, unit: Unit, store: Store, *, keep: bool = True) -> None:
        self._unit = unit
        self._store = store
        self._keep = keep
        self.edition = edition_of(unit)
        self._points = questions_of(unit).points

    def mark(self, submissions: Iterable[Submission], jobs: int, tell: Callable[[Marked], None]) -> None:
        """Report on all submissions, one per student, and `tell` each as it is done."""
        waiting: dict[str, tuple[Submission, Entry | None]] = {}
        unsettled = self._settle(submissions, waiting, tell)
        with Grader(self._unit, jobs) as grader, closing(grader.grade(unsettled)) as reports:
            for report in reports:
                submission, before = waiting.pop(report.student)
                if self._keep:
                    self._store.put(submission, self.edition, report)
                tell(self._marked(submission, report, True, before))

    def _settle(
        self,
        submissions: Iterable[Submission],
        waiting: dict[str, tuple[Submission, Entry | None]],
        tell: Callable[[Marked], None],
    ) -> Iterator[Submission]:
        """Tell what needs no grading, and yield the rest, which are `waiting` with their reports of before."""
        for submission in submissions:
            before = self._store.earlier(submission, self.edition)
            report = self._known(submission) or self._following(submission, before)
            if report is None:
                waiting[submission.student] = (submission, before)
                yield submission
            else:
                tell(self._marked(submission, report, False, before))

    def _marked(self, submission: Submission, report: Report, graded: bool, before: Entry | None) -> Marked:
        return Marked(submission, report, graded, before, self.edition.changes(before.edition) if before else ())

    def _known(self, submission: Submission) -> Report | None:
        """Return the report that the store holds. What could not be judged is graded again."""
        entry = self._store.find(submission, self.edition)
        if entry is None or entry.report.verdict == Verdict.GRADER_ERROR:
            return None
        if self._keep:
            self._store.let_count(submission, entry)
        return entry.report

    def _following(self, submission: Submission, before: Entry | None) -> Report | None:
        """Return the report that follows from one with another edition, where nothing need run for it."""
        if before is None or not self._follows(before):
            return None
        report = replace(before.report, checks=tuple(self._worth(check) for check in before.report.checks))
        if self._keep:
            self._store.put(submission, self.edition, report)
        return report

    def _follows(self, before: Entry) -> bool:
        """Tell whether only points changed, or known mistakes of which there was nothing to say."""
        changed = set(self.edition.changes(before.edition))
        verdicts = {check.verdict for check in before.report.checks}
        return (
            changed <= {"points", "mistakes"}
            and Verdict.GRADER_ERROR not in verdicts
            and not ("mistakes" in changed and verdicts & DIAGNOSED)
        )

    def _worth(self, check: CheckResult) -> CheckResult:
        """Return a result with the points of now; parametrized checks are named after their function."""
        points = self._points.get(check.name.partition("[")[0], check.max_points)
        return replace(check, points=points if check.verdict == Verdict.PASSED else 0.0, max_points=points)
