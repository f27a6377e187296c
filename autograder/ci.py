"""A checked-out submission, graded where continuous integration runs: everything that is said is for its student.

Who can read a job's log can read all that is written here, so reports are cut to the student's view as they come from
the judge, and what goes wrong with hidden checks is told without its reason.
"""

from __future__ import annotations

import ast
import json
import re
import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import click

from autograder.course import Course, Unit
from autograder.failure import CourseError, GraderError
from autograder.grading import Grader
from autograder.reports import markdown, words
from autograder.results import CheckResult, Report, Verdict
from autograder.submission import Submission, most_written, read

MAX_SUMMARY = 1 << 20  # bytes; GitHub shows nothing of a longer summary
UNLOADED = (Verdict.ERROR, Verdict.FORBIDDEN)
TOO_LONG = "The rest is in the log: the summary would be too long.\n"


@dataclass(frozen=True)
class Work:
    """What a checkout holds for one unit: the submission, and the file that it is in, if there is one."""

    unit: Unit
    submission: Submission
    path: Path | None


@dataclass(frozen=True)
class Annotation:
    """A message at a line of the student's file."""

    level: str
    message: str
    title: str
    path: Path | None = None
    line: int | None = None


def find_work(folder: Path, unit: Unit, student: str) -> Work:
    """Find a unit's file or notebook in a checkout: where assignments lie, or where a lone file was put.

    Stub and notebook lie side by side in what students get, and a checkout has no times to go by: the one with fewer
    places still to be written is graded.
    """
    for place in (folder / "assignments" / unit.id, folder / unit.id, folder):
        paths = [path for path in (place / unit.file_name, place / unit.notebook.name) if path.is_file()]
        if paths:
            name, submission = most_written([(path.name, read(path, unit, student)) for path in paths])
            return Work(unit, submission, place / name)
    problem = f"There is no {unit.file_name} and no {unit.notebook.name} to grade."
    return Work(unit, Submission(student, unit.id, (), problem=problem), None)


def is_hidden(course: Course) -> bool:
    """Tell whether hidden checks are at hand: in an instructor's checkout, not in a student's."""
    return (course.root / "solutions").is_dir()


def grade(work: Work, public: bool) -> Report:
    """Grade a submission in isolation, with the public checks or the hidden ones, and return the student's view."""
    try:
        with Grader(work.unit, public=public, quiet=not public) as grader:
            report = next(grader.grade([work.submission]))
    except (CourseError, GraderError) as error:
        report = _unjudged(work, public, str(error))
    return words.cleaned(report.for_student())


def exit_code(reports: Sequence[Report], fail_under: float | None) -> int:
    """Return 3 if a check could not be judged, 1 below `fail_under` percent of all points, and 0 otherwise."""
    if any(report.verdict == Verdict.GRADER_ERROR for report in reports):
        return GraderError.exit_code
    return int(fail_under is not None and percentage(reports) < fail_under)


def percentage(reports: Iterable[Report]) -> float:
    """Return the share of the points, in percent; nothing of nothing is 0."""
    points, most = totals(reports)
    return 100 * points / most if most else 0.0


def totals(reports: Iterable[Report]) -> tuple[float, float]:
    """Return the points gained and those that could be."""
    scores = [(report.score, report.max_score) for report in reports]
    return round(sum(points for points, _ in scores), 6), round(sum(most for _, most in scores), 6)


def opening(reports: Sequence[Report]) -> str:
    """Say which checks ran, and how they were isolated."""
    if not reports:
        return "There is nothing to grade."
    kind = "public checks (the grade comes from hidden ones)" if reports[0].public else "hidden checks"
    layers = sorted({layer for report in reports for layer in report.sandbox})
    return f"Graded with {kind}; isolated by {', '.join(layers) or 'nothing but a process of its own'}."


def summary(reports: Sequence[Report]) -> str:
    """Return Markdown for the job's page: the points by unit, then each submission with its hints."""
    points, most = totals(reports)
    parts = [f"{markdown.escaped(opening(reports))}\n", f"**{words.number(points)}/{words.number(most)} points**\n"]
    if len(reports) > 1:
        parts.append(markdown.render(reports))
    size = len(TOO_LONG) + sum(len(part.encode()) + 1 for part in parts)
    for report in filter(_is_begun, reports):
        part = markdown.render([report])
        size += len(part.encode()) + 1
        if size > MAX_SUMMARY:
            parts.append(TOO_LONG)
            break
        parts.append(part)
    return "\n".join(parts)


def annotations_of(work: Work, report: Report) -> Iterator[Annotation]:
    """Yield one annotation for each exercise that isn't right, at the line that raised or at its definition.

    What isn't begun gets none, and what couldn't be loaded one: there is nothing else to point at.
    """
    if report.problem:
        place = _mentioned(report.problem, work)
        yield Annotation("error", report.problem, f"{report.unit}: not everything could be loaded", work.path, place)
    if not _is_begun(report) or (report.problem and all(c.verdict in UNLOADED for c in report.checks)):
        return
    for exercise in report.exercises:
        checks = [c for c in report.checks if c.exercise == exercise.name and c.verdict != Verdict.PASSED]
        if not checks:
            continue
        lines = (_mentioned(check.message, work) for check in checks)
        line = next(filter(None, lines), None) or _definition(exercise.name, work)
        level = "warning" if all(c.verdict == Verdict.NOT_ATTEMPTED for c in checks) else "error"
        title = f"{report.unit}: {exercise.name or 'grading'}"
        yield Annotation(level, _explained(checks), title, work.path, line)


class GitHub:
    """What GitHub Actions reads: commands on standard output, and the file of the job's summary."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._workspace = Path(environment.get("GITHUB_WORKSPACE") or Path.cwd())
        self._summary = environment.get("GITHUB_STEP_SUMMARY")
        self._is_here = environment.get("GITHUB_ACTIONS") == "true"

    @contextmanager
    def quoting(self) -> Iterator[None]:
        """Print what a submission may have had a say in: no line of it is taken for a command meanwhile."""
        token = secrets.token_hex(16)
        if self._is_here:
            click.echo(f"::stop-commands::{token}")
        try:
            yield
        finally:
            if self._is_here:
                click.echo(f"::{token}::")

    def annotate(self, annotation: Annotation) -> None:
        """Show a message at a line of a file."""
        if not self._is_here:
            return
        properties = {"title": annotation.title}
        path = annotation.path and annotation.path.absolute()
        if path and path.is_relative_to(self._workspace.absolute()):
            properties["file"] = path.relative_to(self._workspace.absolute()).as_posix()
            properties["line"] = str(annotation.line or 1)
        click.echo(_command(annotation.level, annotation.message, properties))

    def summarize(self, text: str) -> None:
        """Add Markdown to the page of the job."""
        if self._summary:
            with Path(self._summary).open("a", encoding="utf-8") as file:
                file.write(text)

    def tell_classroom(self, reports: Sequence[Report]) -> None:
        """Give GitHub Classroom the points, in the two notices that its own reporter leaves."""
        points, most = totals(reports)
        if not self._is_here or not most:
            return
        text = f"Points {words.number(points)}/{words.number(most)}"
        click.echo(_command("notice", text, {"title": "Autograding complete"}))
        data = json.dumps({"totalPoints": points, "maxPoints": most})
        click.echo(_command("notice", data, {"title": "Autograding report"}))


def student_name(environment: Mapping[str, str], folder: Path) -> str:
    """Return what the submission is called: its repository's name, or its folder's."""
    repository = environment.get("GITHUB_REPOSITORY") or environment.get("CI_PROJECT_PATH") or ""
    return repository.rpartition("/")[2] or folder.absolute().name or "submission"


def _unjudged(work: Work, public: bool, reason: str) -> Report:
    check = CheckResult(
        "judge", "", "The checks could not be run.", Verdict.GRADER_ERROR, 0.0, work.unit.points, reason
    )
    return Report(work.submission.student, work.unit.id, (check,), submission=work.submission.digest, public=public)


def _is_begun(report: Report) -> bool:
    return report.verdict != Verdict.NOT_ATTEMPTED


def _explained(checks: Sequence[CheckResult]) -> str:
    """Say what was asked and how it ended, with each hint once: one mistake shows in several checks."""
    parts: dict[str, None] = {}
    for check in checks:
        parts[f"{check.description} ({words.LOOKS[check.verdict].words})"] = None
        parts[check.message if words.is_attempted_failure(check) else ""] = None
    parts |= {f"Hint: {check.hint}": None for check in checks if check.hint}
    return "\n".join(filter(None, parts))


def _mentioned(text: str, work: Work) -> int | None:
    """Return the line of the student's file that a message names last: where it was raised."""
    labels = {cell.label: cell.source for cell in work.submission.cells}
    pattern = "|".join(re.escape(label) for label in labels)
    found = re.findall(rf"(?:^|[ (])({pattern}), line (\d+)", text, re.MULTILINE) if labels else []
    return _line(work, found[-1][0], int(found[-1][1])) if found else None


def _definition(exercise: str, work: Work) -> int | None:
    """Return the line on which an exercise is defined last: that definition is the one that counts."""
    line = None
    for cell in work.submission.cells:
        try:
            body = ast.parse(cell.source).body
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            continue
        for node in body:
            if isinstance(node, ast.FunctionDef | ast.ClassDef) and node.name == exercise:
                line = _line(work, cell.label, node.lineno) or line
    return line


def _line(work: Work, label: str, number: int) -> int | None:
    """Return the line of the file that holds a line of a cell. Notebooks hold each line as text of its own."""
    if work.path is None or work.path.suffix != ".ipynb":
        return number
    source = next(cell.source for cell in work.submission.cells if cell.label == label).split("\n")
    if not 0 < number <= len(source):
        return None
    wanted = {json.dumps(source[number - 1] + end, ensure_ascii=False) for end in ("\n", "")}
    raw = work.path.read_text(encoding="utf-8", errors="replace").splitlines()
    return next((position for position, text in enumerate(raw, 1) if text.strip().rstrip(",") in wanted), None)


def _command(name: str, message: str, properties: Mapping[str, str]) -> str:
    """Return a workflow command, with everything escaped that would end a property, the message or the line."""
    given = ",".join(f"{key}={_escaped(value, ':,')}" for key, value in properties.items())
    return f"::{name} {given}::{_escaped(message)}"


def _escaped(text: str, more: str = "") -> str:
    return "".join(f"%{ord(c):02X}" if c in f"%\r\n{more}" else c for c in text)
