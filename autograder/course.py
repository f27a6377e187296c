"""A course and its units, as `assignments/course.toml` declares them."""

from __future__ import annotations

import datetime as dt
import difflib
import functools
import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from autograder.failure import CourseError, UsageError
from autograder.language import _
from autograder.sandbox.limits import Limits

SANDBOX_MODES = ("auto", "strict", "portable")
BACKENDS = ("numpy", "torch")
HIDDEN_FROM_NUMPY = ("torch", "torchgen", "functorch", "jax", "tensorflow")
COURSE_KEYS = ("version", "title", "title_ko", "sandbox", "limits", "units")
UNIT_KEYS = ("id", "title", "title_ko", "module", "backend", "forbidden", "due", "fresh_worker", "limits", "exercises")


@dataclass(frozen=True)
class Exercise:
    """One function or class that a student writes."""

    name: str
    points: float


@dataclass(frozen=True)
class Unit:
    """One module: a folder of assignments and, for instructors, one of solutions."""

    id: str
    title: str
    title_ko: str
    module: str
    backend: str
    exercises: tuple[Exercise, ...]
    forbidden: tuple[str, ...]
    due: dt.date | None
    fresh_worker: bool
    limits: Limits
    sandbox: str
    public_dir: Path
    solution_dir: Path

    @property
    def points(self) -> float:
        """Points of all exercises together."""
        return sum(exercise.points for exercise in self.exercises)

    @property
    def file_name(self) -> str:
        """The name of the module's file."""
        return f"{self.module}.py"

    @property
    def stub(self) -> Path:
        """The stub that students fill in."""
        return self.public_dir / self.file_name

    @property
    def notebook(self) -> Path:
        """The stub as a notebook."""
        return self.public_dir / f"{self.module}.ipynb"

    @property
    def public_checks(self) -> Path:
        """The checks that students can run."""
        return self.public_dir / f"test_{self.module}.py"

    def descriptions(self, language: str) -> Path:
        """What the public checks ask, in another language, by the checks' names."""
        return self.public_dir / f"checks.{language}.toml"

    @property
    def hints(self) -> Path:
        """What known mistakes are told, locked (see `hints`)."""
        return self.public_dir / "hints.json"

    def mistakes(self, language: str) -> Path:
        """What known mistakes are told in another language, by their names."""
        return self.solution_dir / f"hints.{language}.toml"

    @property
    def steps(self) -> Path:
        """Hints towards each exercise, one step after the other."""
        return self.public_dir / "hints.toml"

    @property
    def reference(self) -> Path:
        """The reference solution."""
        return self.solution_dir / self.file_name

    @property
    def hidden_checks(self) -> Path:
        """The checks that grade."""
        return self.solution_dir / f"test_{self.module}.py"

    @property
    def accepted(self) -> tuple[Path, ...]:
        """Submissions that are right, but different from the reference."""
        return tuple(sorted((self.solution_dir / "submissions" / "accepted").glob("*.py")))

    @property
    def wrong(self) -> tuple[Path, ...]:
        """Known mistakes, one a file."""
        return tuple(sorted((self.solution_dir / "submissions" / "wrong").glob("*.py")))

    @property
    def hidden_packages(self) -> tuple[str, ...]:
        """Packages that a worker of this unit must not be able to read."""
        return HIDDEN_FROM_NUMPY if self.backend == "numpy" else ()


@dataclass(frozen=True)
class Course:
    """What `course.toml` says."""

    title: str
    title_ko: str
    root: Path
    units: tuple[Unit, ...]

    def unit(self, name: str) -> Unit:
        """Return the unit called `name`: its id, its module, the start of its id (`04`) or its number (`4`).

        Raises UsageError with the nearest name when there is none.
        """
        for unit in self.units:
            if name in (unit.id, unit.module):
                return unit
        starting = [unit for unit in self.units if name and unit.id.startswith(name)]
        starting = starting or [unit for unit in self.units if name and unit.id.lstrip("0").startswith(f"{name}_")]
        if len(starting) == 1:
            return starting[0]
        raise UsageError(
            _("There is no unit {name!r}.{nearest} `autograder list` shows all units.").format(
                name=name, nearest=_nearest(name, self._names())
            )
        )

    def select(self, names: tuple[str, ...]) -> tuple[Unit, ...]:
        """Return the named units, or all when none is named."""
        return tuple(self.unit(name) for name in names) if names else self.units

    def _names(self) -> list[str]:
        return [name for unit in self.units for name in (unit.id, unit.module)]


def find_course(start: Path | None = None) -> Course:
    """Load the course that `start` (the working folder) stands in.

    `AUTOGRADER_COURSE` names the course's folder where commands run elsewhere. Raises UsageError when no
    `assignments/course.toml`
    (or, inside the assignments folder, `course.toml`) is found on the way up.
    """
    named = os.environ.get("AUTOGRADER_COURSE")
    start = Path(named) if named else (start or Path.cwd())
    for folder in (start.absolute(), *start.absolute().parents):
        for root in (folder, folder.parent):
            path = root / "assignments" / "course.toml"
            if path.is_file() and (root == folder or folder.name == "assignments"):
                return load_course(path)
        if (folder / "course.toml").is_file():
            return load_course(folder / "course.toml")
    raise UsageError(
        _(
            "No course found in {folder} or above: there is no assignments/course.toml. "
            "Change into the course's folder, or name it in AUTOGRADER_COURSE."
        ).format(folder=start)
    )


def load_course(path: Path) -> Course:
    """Read a `course.toml`. Raises CourseError that names the key and the nearest known one."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise CourseError(f"{path}: not valid TOML: {error}.") from error
    except (OSError, UnicodeDecodeError) as error:
        raise CourseError(f"{path}: cannot be read: {error}.") from error
    _check_keys(path, "the course", data, COURSE_KEYS)
    if data.get("version") != 1:
        raise CourseError(f"{path}: version is {data.get('version')!r}; this kit reads version 1.")
    sandbox = os.environ.get("AUTOGRADER_SANDBOX") or data.get("sandbox", "auto")
    if sandbox not in SANDBOX_MODES:
        raise CourseError(f"{path}: sandbox is {sandbox!r}; it must be one of {', '.join(SANDBOX_MODES)}.")
    limits = _limits(path, "limits", Limits(), data.get("limits", {}))
    read = functools.partial(_unit, path, limits, sandbox)
    units = tuple(read(entry) for entry in data.get("units", []))
    for attribute in ("id", "module"):
        names = [getattr(unit, attribute) for unit in units]
        for name in names:
            if names.count(name) > 1:
                raise CourseError(f"{path}: two units have the {attribute} {name!r}; each needs its own.")
    return Course(data.get("title", "Course"), data.get("title_ko", ""), path.parent.parent, units)


def _unit(path: Path, limits: Limits, sandbox: str, entry: Mapping[str, Any]) -> Unit:
    name = entry.get("id")
    if not isinstance(name, str) or not name:
        raise CourseError(f"{path}: a [[units]] entry has no id.")
    _check_keys(path, f"unit {name}", entry, UNIT_KEYS)
    module = entry.get("module")
    if not isinstance(module, str) or not module.isidentifier():
        raise CourseError(f"{path}: unit {name}: module is {module!r}; it must be the name of a Python module.")
    backend = entry.get("backend", "numpy")
    if backend not in BACKENDS:
        raise CourseError(f"{path}: unit {name}: backend is {backend!r}; it must be one of {', '.join(BACKENDS)}.")
    due = entry.get("due")
    if due is not None and not isinstance(due, dt.date):
        raise CourseError(f"{path}: unit {name}: due is {due!r}; write a date such as 2027-03-15, without quotes.")
    return Unit(
        id=name,
        title=str(entry.get("title", name)),
        title_ko=str(entry.get("title_ko", "")),
        module=module,
        backend=backend,
        exercises=_exercises(path, name, entry.get("exercises", {})),
        forbidden=tuple(entry.get("forbidden", ())),
        due=due,
        fresh_worker=bool(entry.get("fresh_worker", False)),
        limits=_limits(path, f"unit {name}: limits", limits, entry.get("limits", {})),
        sandbox=sandbox,
        public_dir=path.parent / name,
        solution_dir=path.parent.parent / "solutions" / name,
    )


def _exercises(path: Path, unit: str, table: Mapping[str, Any]) -> tuple[Exercise, ...]:
    for name, points in table.items():
        if isinstance(points, bool) or not isinstance(points, int | float) or points <= 0:
            raise CourseError(f"{path}: unit {unit}: exercise {name} has {points!r} points; write a number above 0.")
    if not table:
        raise CourseError(
            f"{path}: unit {unit}: no exercises; add [units.exercises] with a line such as `softmax = 3`."
        )
    return tuple(Exercise(name, float(points)) for name, points in table.items())


def _limits(path: Path, where: str, base: Limits, table: Mapping[str, Any]) -> Limits:
    kinds = {field.name: type(getattr(base, field.name)) for field in fields(Limits)}
    _check_keys(path, where, table, tuple(kinds))
    values = {name: getattr(base, name) for name in kinds}
    for name, value in table.items():
        if isinstance(value, bool) or not isinstance(value, int | float) or value <= 0:
            raise CourseError(f"{path}: {where}.{name} is {value!r}; write a number above 0.")
        values[name] = kinds[name](value)
    return Limits(**values)


def _check_keys(path: Path, where: str, table: Mapping[str, Any], known: tuple[str, ...]) -> None:
    for key in table:
        if key not in known:
            raise CourseError(f"{path}: {where} has an unknown key {key!r}.{_nearest(key, known)}")


def _nearest(name: str, known: tuple[str, ...] | list[str]) -> str:
    close = difflib.get_close_matches(name, known, n=1, cutoff=0.5)
    return " " + _("Did you mean {name!r}?").format(name=close[0]) if close else ""
