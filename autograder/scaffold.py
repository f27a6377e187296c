"""A new unit: folders, templates that work, and an entry in `course.toml`."""

from __future__ import annotations

import keyword
import re
import sys
from pathlib import Path
from string import Template

from autograder.course import Course, Unit, load_course
from autograder.failure import CourseError, UsageError

# What the templates leave to the author begins with this; `verify` looks for it
PLACEHOLDER = "[describe:"
TEMPLATES = Path(__file__).parent / "templates" / "unit"
UNIT_ID = re.compile(r"([0-9]{2})_([a-z][a-z0-9_]*)")
# A file of such a name would stand in for the package wherever a student's notebook or shell runs
TAKEN = sys.stdlib_module_names | {"autograder", "numpy", "torch", "pytest"}


def new_unit(course: Course, unit_id: str) -> list[Path]:
    """Write the files of a new unit and its entry in `course.toml`; return the paths.

    The templates hold an example exercise that can be released, graded and verified at once. Raises UsageError for an
    id that isn't like 10_dropout, and for a unit that exists.
    """
    module = _checked_module(course, unit_id)
    names = {"id": unit_id, "module": module, "title": module.replace("_", " ").capitalize()}
    settings = course.root / "assignments" / "course.toml"
    before = settings.read_bytes()
    settings.write_bytes(_appended(before, _filled("course.toml.in", names)))
    try:
        unit = load_course(settings).unit(unit_id)
        files = _files(unit)
        for path, template in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(_filled(template, names), encoding="utf-8")
    except (CourseError, OSError) as error:
        settings.write_bytes(before)
        raise UsageError(f"{unit_id} could not be added: {error}") from error
    return [settings, *files]


def _checked_module(course: Course, unit_id: str) -> str:
    match = UNIT_ID.fullmatch(unit_id)
    if match is None:
        raise UsageError(
            f"{unit_id!r} is no unit's id: write two digits and a name in lower case, such as "
            f"{_next_number(course)}_dropout."
        )
    number, module = match.groups()
    for unit in course.units:
        if unit_id == unit.id:
            raise UsageError(f"{unit_id} exists already, in {unit.public_dir}.")
        if unit.id.startswith(f"{number}_"):
            raise UsageError(f"{number} is the number of {unit.id}; the next free one is {_next_number(course)}.")
        if unit.module == module:
            raise UsageError(f"{module} is the module of {unit.id}; choose another name.")
    if keyword.iskeyword(module) or module in TAKEN:
        raise UsageError(f"{module}.py would hide Python's or a package's own {module}; choose another name.")
    for folder in ("assignments", "solutions"):
        if (course.root / folder / unit_id).exists():
            raise UsageError(f"{course.root / folder / unit_id} exists, but course.toml doesn't name it; move it away.")
    return module


def _next_number(course: Course) -> str:
    taken = {unit.id[:2] for unit in course.units}
    return next((f"{number:02}" for number in range(1, 100) if f"{number:02}" not in taken), "99")


def _files(unit: Unit) -> dict[Path, str]:
    """Return the new files, each with its template."""
    submissions = unit.solution_dir / "submissions"
    return {
        unit.public_dir / "README.md": "README.md.in",
        unit.public_dir / "README.ko.md": "README.ko.md.in",
        unit.public_checks: "public_checks.py.in",
        unit.reference: "reference.py.in",
        unit.hidden_checks: "hidden_checks.py.in",
        unit.solution_dir / "questions.toml": "questions.toml.in",
        submissions / "accepted" / "plain_loop.py": "accepted.py.in",
        submissions / "wrong" / "sum_for_mean.py": "wrong.py.in",
    }


def _filled(template: str, names: dict[str, str]) -> str:
    return Template((TEMPLATES / template).read_text(encoding="utf-8")).substitute(names)


def _appended(before: bytes, entry: str) -> bytes:
    """Add an entry at the end, with the line ends that the file has; what stands there isn't touched."""
    end = b"\r\n" if b"\r\n" in before else b"\n"
    separator = b"" if before.endswith(b"\n") or not before else end
    return before + separator + entry.encode().replace(b"\n", end)
