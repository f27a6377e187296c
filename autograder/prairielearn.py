"""PrairieLearn: an external grader, a question for each unit, and results by its format.

`python -m autograder.prairielearn /grade` is what the entrypoint calls.
"""

from __future__ import annotations

import json
import sys
import uuid
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader

from autograder import bundle, ci
from autograder.bundle import PACKAGE, Member
from autograder.course import Course, Unit
from autograder.failure import GraderError
from autograder.reports import words
from autograder.results import CheckResult, Report, Verdict

FOLDER = "autograder"  # in serverFilesCourse
ENTRYPOINT = f"/grade/serverFilesCourse/{FOLDER}/run.sh"
START_S = 60  # the judges' start, twice: public checks, then hidden ones
MAX_TIMEOUT_S = 600  # PrairieLearn's own limit
NAMES = uuid.UUID("0f6d2c5e-9a4b-4c1e-8d57-3b6a1e2f7c90")  # questions keep their id when they are written again


def members(course: Course, units: Iterable[Unit], image: str, index: str | None) -> Iterator[Member]:
    """Yield the files of the PrairieLearn course: the grader, its image's recipe, and a question for each unit."""
    units = tuple(units)
    yield bundle.script("prairielearn.sh", f"serverFilesCourse/{FOLDER}/run.sh")
    yield from bundle.below("image", bundle.kit(units, index))
    yield Member("image/Dockerfile", (PACKAGE / "templates" / "Dockerfile").read_bytes())
    for unit in units:
        yield from bundle.below(f"questions/{unit.id}", _question(course, unit, image))


def results(hidden: Report, public: Report | None) -> dict[str, Any]:
    """Return what results.json says. What cannot be loaded is not gradable and costs no attempt.

    Raises GraderError when a hidden check could not be judged: PrairieLearn then shows that grading failed.
    """
    for check in hidden.checks:
        if check.verdict == Verdict.GRADER_ERROR:
            raise GraderError(f"{check.name} could not be judged, so there is no score; `autograder verify` says more.")
    if hidden.problem and all(check.verdict == Verdict.ERROR for check in hidden.checks):
        return {"gradable": False, "format_errors": [hidden.problem], "message": hidden.problem}
    shown = [_shown(check) for check in public.checks if words.is_attempted_failure(check)] if public else []
    return {
        "gradable": True,
        "score": hidden.score / hidden.max_score if hidden.max_score else 0.0,
        "message": "\n".join([ci.opening([hidden]), *hidden.notices]),
        "output": "\n\n".join(shown),
        "tests": [_test(check) for check in hidden.checks],
    }


def run(root: Path) -> None:
    """Grade /grade/student and write /grade/results/results.json (below `root`)."""
    target = root / "results" / "results.json"
    target.unlink(missing_ok=True)
    unit = bundle.units_at(root / "tests")[0]
    work = ci.find_work(root / "student", unit, _student(root))
    public = ci.grade(work, public=True) if unit.public_checks.is_file() else None
    found = results(ci.grade(work, public=False), public)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _question(course: Course, unit: Unit, image: str) -> Iterator[Member]:
    options = {
        "enabled": True,
        "image": image,
        "serverFilesCourse": [f"{FOLDER}/"],
        "entrypoint": ENTRYPOINT,
        "timeout": min(MAX_TIMEOUT_S, round(START_S + 2 * unit.limits.submission_wall_s)),
    }
    info = {
        "uuid": str(uuid.uuid5(NAMES, f"{course.title}/{unit.id}")),
        "title": unit.title,
        "topic": course.title,
        "type": "v3",
        "singleVariant": True,
        "gradingMethod": "External",
        "externalGradingOptions": options,
    }
    yield Member("info.json", (json.dumps(info, ensure_ascii=False, indent=4) + "\n").encode())
    templates = Environment(loader=FileSystemLoader(PACKAGE / "templates"), autoescape=True, keep_trailing_newline=True)
    page = templates.get_template("question.html").render(unit=unit, points=words.number(unit.points))
    yield Member("question.html", page.encode())
    yield from bundle.below("tests", bundle.course_files(course, [unit]))


def _test(check: CheckResult) -> dict[str, Any]:
    return {
        "name": check.exercise,
        "description": check.description,
        "points": check.points,
        "max_points": check.max_points,
        "message": "\n".join(filter(None, [words.LOOKS[check.verdict].words, check.hint and f"Hint: {check.hint}"])),
    }


def _shown(check: CheckResult) -> str:
    return "\n".join(filter(None, [f"{check.exercise}: {check.description}", check.message, check.output]))


def _student(root: Path) -> str:
    """Return what this student's data derive from: PrairieLearn gives no name, but a seed."""
    try:
        return f"variant {json.loads((root / 'data' / 'data.json').read_text(encoding='utf-8'))['variant_seed']}"
    except (OSError, ValueError, KeyError, TypeError):
        return "submission"


if __name__ == "__main__":
    try:
        run(Path(sys.argv[1]))
    except GraderError as error:
        sys.exit(str(error))
