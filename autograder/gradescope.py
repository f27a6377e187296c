"""Gradescope: an archive that grades in its container, and results by its schema.

`python -m autograder.gradescope /autograder` is what the archive's `run_autograder` calls.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from autograder import bundle, ci
from autograder.bundle import Member
from autograder.course import Course, Unit
from autograder.failure import GraderError
from autograder.reports import words
from autograder.results import CheckResult, Report, Verdict

VISIBILITIES = ("visible", "after_due_date", "after_published", "hidden")
SETTINGS = "settings.json"


def members(course: Course, units: Iterable[Unit], visibility: str, index: str | None) -> Iterator[Member]:
    """Yield the files of the archive. `visibility` is that of hidden checks, in the student's view all the same."""
    units = tuple(units)
    yield from bundle.kit(units, index)
    yield bundle.script("gradescope.sh", "run_autograder")
    yield Member(SETTINGS, json.dumps({"hidden_checks": visibility}).encode())
    yield from bundle.below("course", bundle.course_files(course, units))


def results(public: Iterable[Report], hidden: Iterable[Report], visibility: str) -> dict[str, Any]:
    """Return what results.json says. Public checks show what they found and give no points; hidden ones are graded.

    Raises GraderError when a hidden check could not be judged: Gradescope then shows that grading failed, not a score.
    """
    hidden = list(hidden)
    for check in (check for report in hidden for check in report.checks if check.verdict == Verdict.GRADER_ERROR):
        raise GraderError(f"{check.name} could not be judged, so there is no score; `autograder verify` says more.")
    problems = dict.fromkeys(text for report in hidden for text in (report.problem, *report.notices) if text)
    tests = [_test(check, "visible", is_graded=False) for report in public for check in report.checks]
    tests += [_test(check, visibility, is_graded=True) for report in hidden for check in report.checks]
    return {
        "score": ci.totals(hidden)[0],
        "execution_time": round(sum(report.duration_s for report in hidden), 3),
        "output": "\n".join([ci.opening(hidden), *problems]),
        "output_format": "text",
        "test_output_format": "text",
        "test_name_format": "text",
        "stdout_visibility": "hidden",
        "tests": tests,
    }


def run(root: Path) -> None:
    """Grade /autograder/submission and write /autograder/results/results.json (below `root`)."""
    settings = json.loads((root / "source" / SETTINGS).read_text(encoding="utf-8"))
    target = root / "results" / "results.json"
    target.unlink(missing_ok=True)
    units = bundle.units_at(root / "source" / "course")
    works = [ci.find_work(root / "submission", unit, _student(root)) for unit in units]
    public = [ci.grade(work, public=True) for work in works if work.unit.public_checks.is_file()]
    hidden = [ci.grade(work, public=False) for work in works]
    found = results(public, hidden, settings["hidden_checks"])
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _test(check: CheckResult, visibility: str, is_graded: bool) -> dict[str, Any]:
    look = words.LOOKS[check.verdict]
    lines = [look.words, check.hint and f"Hint: {check.hint}", check.message, check.output]
    test: dict[str, Any] = {
        "name": f"{check.exercise}: {check.description}",
        "output": "\n".join(filter(None, lines)),
        "visibility": visibility,
        "extra_data": {"check": check.name, "verdict": str(check.verdict)},
    }
    if check.verdict != Verdict.GRADER_ERROR:
        test["status"] = "passed" if check.verdict == Verdict.PASSED else "failed"
    return test | ({"score": check.points, "max_score": check.max_points} if is_graded else {})


def _student(root: Path) -> str:
    """Return who handed in, by address: what each student's data derive from."""
    try:
        metadata = json.loads((root / "submission_metadata.json").read_text(encoding="utf-8"))
        return "+".join(sorted(str(user["email"]) for user in metadata["users"])) or "submission"
    except (OSError, ValueError, KeyError, TypeError):
        return "submission"


if __name__ == "__main__":
    try:
        run(Path(sys.argv[1]))
    except GraderError as error:
        sys.exit(str(error))
